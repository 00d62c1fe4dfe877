# Signing up and in, the account's settings, API keys.

account-email = البريد الإلكتروني
account-password = كلمة المرور
account-password-hint = 12 محرفًا على الأقل. بضع كلمات لا صلة بينها يسهل حفظها ويصعب تخمينها.
account-current-password = كلمة مرورك الحالية
account-new-password = كلمة مرور جديدة
account-name = اسمك أو اسم مؤسستك
account-name-hint = يُقترح اسمًا للحائز في إثباتاتك. ويمكنك اختيار غيره لكل ملف.
account-name-change-hint = تحتفظ الإثباتات السابقة بالاسم الذي أُنشئت به.
account-kind = من يستعمل هذا الحساب؟
account-kind-individual = شخص
account-kind-company = شركة أو مؤسسة أخرى
account-kind-agent = وكيل يعمل لحساب موكلين

account-sign-up-title = إنشاء حساب
account-sign-up-lead = مجانًا وفي دقيقة. نحتاج إلى بريد إلكتروني لنعرف أنك أنت عندما تعود.
account-sign-up-button = إنشاء الحساب
account-have-one = لديك حساب بالفعل؟
account-none-yet = ليس لديك حساب بعد؟

account-check-mail-title = تفقّد صندوق بريدك
account-check-mail-sign-up = أرسلنا إليك رسالة فيها رابط. افتحه وأدخل كلمة المرور: عندئذ يصبح الحساب لك. إذا لم يصل شيء خلال دقائق فانظر في مجلد الرسائل غير المرغوب فيها.
account-check-mail-reset = إذا كان لهذا العنوان حساب فإن رسالة فيها رابط في الطريق. الرابط صالح 30 دقيقة.
account-check-mail-email = إذا كان استخدام هذا العنوان ممكنًا فهناك رسالة برابط في طريقها إليه. الرابط صالح 24 ساعة.
account-check-mail-outbox = فتح صندوق الصادر

account-confirm-title = أكّد بريدك الإلكتروني
account-confirm-lead = أدخل كلمة المرور التي اخترتها فيصبح حسابك جاهزًا.
account-confirm-button = التأكيد وتسجيل الدخول

account-sign-in-title = تسجيل الدخول
account-sign-in-button = تسجيل الدخول
account-forgot = نسيت كلمة المرور؟
account-signed-out = تم تسجيل خروجك.
account-password-set = حُفظت كلمة مرورك الجديدة. سجّل الدخول بها.
account-erased = مُحي حسابك وكل ما كان يذكر اسمك.

account-code-title = أدخل رمزك
account-code-lead = يطلب حسابك عاملًا ثانيًا.
account-code = الرمز
account-code-hint = الأرقام الستة التي يعرضها تطبيق المصادقة الآن، أو أحد رموز الاسترداد.

account-reset-title = اختيار كلمة مرور جديدة
account-reset-lead = أدخل عنوان بريدك الإلكتروني، وسنرسل إليك رابطًا لتعيين كلمة مرور جديدة.
account-reset-button = إرسال الرابط إليّ
account-new-password-title = تعيين كلمة مرور جديدة
account-new-password-button = حفظ كلمة المرور
account-reset-revoke-keys = إبطال جميع مفاتيح API أيضًا
account-reset-revoke-keys-hint = إذا كان من المحتمل أن شخصًا آخر دخل إلى حسابك فاترك هذا الخيار محددًا. ستحتاج برامجك بعد ذلك إلى مفاتيح جديدة.

account-link-title = لم يعد هذا الرابط صالحًا
account-link-text = استُعمل من قبل أو أنه قديم جدًا. اطلب رابطًا جديدًا.

account-title = الحساب
account-profile = الملف الشخصي
account-assurance = ما نعرفه عنك
account-assurance-none = لم يُتحقَّق من شيء
account-assurance-email = تم تأكيد بريدك الإلكتروني. هذا ما تذكره الإثباتات، لا أكثر.
account-since = الحساب منذ
account-save = حفظ
account-saved = تم الحفظ.
account-email-change = تغيير البريد الإلكتروني
account-email-change-lead = نرسل رابطًا إلى العنوان الجديد وإشعارًا إلى القديم. يتغير العنوان عندما تفتح الرابط وتدخل كلمة المرور.
account-email-new = البريد الإلكتروني الجديد
account-email-confirm-lead = أدخل كلمة المرور ليصبح هذا عنوان حسابك من الآن:
account-email-confirm-button = استخدام هذا العنوان
account-email-changed = تغيّر بريدك الإلكتروني. وسُجّل خروج الأجهزة الأخرى.
account-change-password = تغيير كلمة المرور
account-password-changed = تغيّرت كلمة المرور. وسُجّل خروج الأجهزة الأخرى.

account-factor = العامل الثاني
account-factor-off = لا يطلب تسجيل الدخول إلا كلمة المرور. رمز من تطبيق المصادقة على هاتفك يجعل كلمة المرور المسروقة عديمة الفائدة.
account-factor-on = يطلب تسجيل الدخول رمزًا من تطبيق المصادقة.
account-factor-codes-left = { $count ->
    [zero] لم يبقَ أي رمز استرداد.
    [one] بقي رمز استرداد واحد.
    [two] بقي رمزا استرداد.
    [few] بقيت { NUMBER($count) } رموز استرداد.
    [many] بقي { NUMBER($count) } رمز استرداد.
   *[other] بقي { NUMBER($count) } رمز استرداد.
}
account-factor-set = تفعيل الرموز
account-factor-manage = تغيير
account-factor-remove = تعطيل الرموز
account-factor-removed = عُطّلت الرموز.
account-factor-lead = تحتاج إلى تطبيق مصادقة على هاتفك: أي تطبيق ينتج رموزًا من ستة أرقام.
account-factor-add = أعطِه هذا المفتاح
account-factor-type = اكتبه في تطبيق المصادقة، أو افتح الرابط أدناه على الجهاز المثبَّت عليه التطبيق:
account-factor-scan = امسح هذه الصورة بالتطبيق:
account-factor-picture = صورة تحمل المفتاح لكاميرا تطبيق المصادقة
account-factor-open = فتح تطبيق المصادقة على هذا الجهاز
account-factor-prove = أدخل الرمز الذي يعرضه
account-recovery = رموز الاسترداد
account-recovery-lead = اطبعها أو دوّنها الآن: لا تُعرض إلا هذه المرة. يتيح لك كل منها تسجيل الدخول مرة واحدة إذا فُقد هاتفك.
account-recovery-renew = إنشاء رموز استرداد جديدة
account-recovery-kept = حفظتها

account-sessions = الأجهزة المسجَّل دخولها
account-session-network = الشبكة
account-session-seen = آخر استعمال
account-session-this = هذا الجهاز
account-session-end = تسجيل الخروج
account-session-ended = تم تسجيل الخروج.
account-session-end-others = تسجيل خروج كل الأجهزة الأخرى

account-leave = بياناتك
account-leave-lead = خذ معك كل ما هو محفوظ عنك أو امحه. تبقى إثباتاتك صالحة من دوننا: ما نزّلته يمكن التحقق منه دائمًا.
account-export = تنزيل كل شيء
account-export-lead = تحصل على ملف واحد فيه ملفك الشخصي وإيداعاتك وإقراراتك ورموزك.
account-export-button = تنزيل
account-erase = محو الحساب
account-erase-lead = يُتلَف اسمك وعنوانك وإقراراتك وكل المفاتيح فورًا، حتى في نسخنا الاحتياطية. ولا يستطيع أحد استعادتها.
account-erase-keep = تضيع منك الرموز والإقرارات التي لم تنزّلها. نزّل كل شيء أولًا.
account-erase-button = محو كل شيء

account-keys = مفاتيح API
account-keys-lead = بالمفتاح يستطيع برنامجك إنشاء إثباتات وقراءتها باسمك.
account-keys-none = لا يوجد مفتاح بعد.
account-key-new = مفتاح جديد
account-key-name = الاسم
account-key-name-hint = أين سيُستعمل، لتعرف أي مفتاح تُبطل.
account-key-scopes = ما يُسمح له به
account-key-scope-deposit-write = إنشاء الإثباتات
account-key-scope-deposit-read = قراءة الإثباتات
account-key-scope-verify = التحقق من الإثباتات
account-key-scope-keys = إنشاء المفاتيح وإبطالها
account-key-life = مدة الصلاحية
account-key-days = { $count ->
    [zero] { NUMBER($count) } يوم
    [one] يوم واحد
    [two] يومان
    [few] { NUMBER($count) } أيام
    [many] { NUMBER($count) } يومًا
   *[other] { NUMBER($count) } يوم
}
account-key-no-end = حتى الإبطال
account-key-made = أُنشئ
account-key-used = آخر استعمال
account-key-never = لم يُستعمل بعد
account-key-ends = ينتهي
account-key-make = إنشاء المفتاح
account-key-once = هذا هو المفتاح. انسخه الآن: لا يُعرض إلا هذه المرة.
account-key-revoke = إبطال

account-outbox = صندوق الصادر
account-outbox-lead = في هذه النسخة التجريبية لا تغادر أي رسالة الجهاز. يُعرض هنا ما كان سيُرسَل.
account-outbox-empty = لم يُرسَل شيء بعد.

account-error-email-refused = لا يمكن استعمال هذا العنوان. اكتبه بالشكل name@example.org بأحرف لاتينية.
account-error-kind-unknown = اختر من يستعمل الحساب.
account-error-password-too-short = كلمة المرور قصيرة جدًا: يلزم 12 محرفًا على الأقل.
account-error-password-too-long = كلمة المرور طويلة جدًا.
account-error-password-common = هذه من أوائل كلمات المرور التي يجربها المخترقون. اختر غيرها.
account-error-password-address = يجب ألا تكون كلمة المرور هي بريدك الإلكتروني.
account-error-wrong-credentials = البريد الإلكتروني أو كلمة المرور غير صحيحة.
account-error-wrong-password = كلمة المرور غير صحيحة.
account-error-email-not-confirmed = لم يُؤكَّد بريدك الإلكتروني بعد. أرسلنا إليك الرابط مرة أخرى.
account-error-link-not-valid = لم يعد هذا الرابط صالحًا. اطلب رابطًا جديدًا.
account-error-code-wrong = الرمز غير صحيح أو استُعمل من قبل. انتظر الرمز التالي.
account-error-second-factor-state = تم ذلك من قبل.
account-error-scopes-refused = اختر ما يُسمح للمفتاح به.
account-error-key-end-refused = اختر مدة صلاحية المفتاح.
account-error-too-many-keys = لديك أقصى عدد من المفاتيح المسموح به للحساب. أبطل واحدًا أولًا.
account-error-not-signed-in = سجّل الدخول أولًا.
account-error-too-many-tries = { $count ->
    [zero] محاولات كثيرة جدًا. حاول مجددًا بعد { NUMBER($count) } دقيقة.
    [one] محاولات كثيرة جدًا. حاول مجددًا بعد دقيقة.
    [two] محاولات كثيرة جدًا. حاول مجددًا بعد دقيقتين.
    [few] محاولات كثيرة جدًا. حاول مجددًا بعد { NUMBER($count) } دقائق.
    [many] محاولات كثيرة جدًا. حاول مجددًا بعد { NUMBER($count) } دقيقة.
   *[other] محاولات كثيرة جدًا. حاول مجددًا بعد { NUMBER($count) } دقيقة.
}
account-error-busy = الخدمة مشغولة. حاول مجددًا بعد قليل.
account-error-internal = خطأ من جانبنا. تم تسجيله. حاول مجددًا بعد قليل.
account-error-text-empty = أدخل اسمًا.
account-error-text-too-long = الاسم طويل جدًا: 200 محرف على الأكثر.
account-error-text-control = في الاسم محرف تحكم، كفاصل أسطر. اكتبه من جديد.
account-error-text-bidi = في الاسم محرف غير مرئي يغيّر اتجاه الكتابة. اكتبه من جديد.
account-error-text-invisible = في الاسم محرف غير مرئي. اكتبه من جديد.
account-error-text-space = في الاسم مسافة غير معتادة أو مسافتان متتاليتان. اكتبه من جديد.
account-error-text-not-a-character = في الاسم ما لا تعدّه كل الأنظمة محرفًا. اكتبه من جديد.
account-error-text-mark-first = يبدأ الاسم بعلامة تشكيل لا تخص أي حرف. اكتبه من جديد.
