# The page that makes proofs: choose, name the holder, timestamp.

deposit-title = إنشاء إثبات
deposit-lead = ثلاث خطوات. تبقى ملفاتك على جهازك طوال الوقت.
deposit-step-1 = الاختيار
deposit-step-2 = الحائز
deposit-step-3 = الختم الزمني
deposit-steps = الخطوات

# 1 Choose
deposit-choose = اختر ملفاتك
deposit-choose-hint = من أي نوع وبأي حجم. يعطي المجلد إثباتًا لكل ملف فيه، أو إثباتًا واحدًا لها جميعًا.
deposit-paste = لصق بصمات بدلًا من الملفات
deposit-paste-hint = بصمة SHA-256 واحدة في كل سطر كما يطبعها sha256sum. مفيد عندما يكون الملف على جهاز آخر.
deposit-paste-label = البصمات
deposit-paste-add = إضافة
deposit-paste-bad = السطر { $line } ليس بصمة SHA-256: المطلوب 64 خانة من 0–9 و a–f.
deposit-paste-added = { $count ->
    [zero] لم تُضَف أي بصمة.
    [one] أُضيفت بصمة واحدة.
    [two] أُضيفت بصمتان.
    [few] أُضيفت { $count } بصمات.
    [many] أُضيفت { $count } بصمة.
   *[other] أُضيفت { $count } بصمة.
}
deposit-sent = { $count ->
    [0] أُرسل من ملفاتك 0 بايت
    [zero] أُرسل من ملفاتك { $count } بايت
    [one] أُرسل من ملفاتك بايت واحد
    [two] أُرسل من ملفاتك بايتان
    [few] أُرسل من ملفاتك { $count } بايتات
    [many] أُرسل من ملفاتك { $count } بايتًا
   *[other] أُرسل من ملفاتك { $count } بايت
}
deposit-sent-how = مقيس هنا: طلبات الإطار الذي يحوي ملفاتك كما يذكرها المتصفح نفسه.
deposit-requests = الطلبات التي أرسلها حتى الآن الإطار الذي يحوي ملفاتك: { $count }
deposit-rate = { $rate } في الثانية
deposit-left = بقي نحو { $span }
deposit-progress = { $done } من { $total }
deposit-pause = إيقاف مؤقت
deposit-resume = متابعة
deposit-cancel = إلغاء الكل
deposit-paused = متوقف مؤقتًا
deposit-hashing = جارٍ حساب البصمات
deposit-all-done = كل البصمات جاهزة.
deposit-some-ready = توقّف. البصمات الجاهزة: { $count }
deposit-file-failed = { $count ->
    [zero] لم يُستبعد أي ملف.
    [one] تعذرت قراءة ملف واحد فاستُبعد.
    [two] تعذرت قراءة ملفين فاستُبعدا.
    [few] تعذرت قراءة { $count } ملفات فاستُبعدت.
    [many] تعذرت قراءة { $count } ملفًا فاستُبعدت.
   *[other] تعذرت قراءة { $count } ملف فاستُبعدت.
}
deposit-restored = { $count ->
    [zero] لا توجد بصمات سابقة.
    [one] البصمة التي حسبتها سابقًا ما زالت هنا.
    [two] البصمتان اللتان حسبتهما سابقًا ما زالتا هنا.
    [few] البصمات التي حسبتها سابقًا ({ $count }) ما زالت هنا.
    [many] البصمات التي حسبتها سابقًا ({ $count }) ما زالت هنا.
   *[other] البصمات التي حسبتها سابقًا ({ $count }) ما زالت هنا.
}
deposit-start-over = البدء من جديد
deposit-skipped = تُركت لأنها في القائمة من قبل: { $count }.
deposit-merged = ملفات يطابق محتواها محتوى ملف آخر وتشترك معه في إثباته: { $count }.
deposit-loose = بصمات ملفاتها ليست هنا

# What it is
deposit-kind = ما هذا؟
deposit-kind-trade-secret-hint = يبقى اسم الملف لديك: لا يُسجَّل منه إلا أثر محجوب.
deposit-kind-research-hint = ملاحظات وبيانات ونتائج تنتمي إلى سلسلة.
deposit-kind-creative-hint = نص أو موسيقى أو صور أو تصميم، مع العنوان وأسماء المؤلفين.
deposit-kind-software-hint = شفرة مصدرية أو إصدار أو مجلد كامل منها.
deposit-hint-git = للحصول على إثبات واحد لإيداع Git ‏(commit) وجميع ملفاته استعمل سطر الأوامر: { $command }
deposit-hint-together = لبيانات دراسة واحدة اختر أعلاه «إثبات واحد لها جميعًا»: فيحصل المجلد على إثبات واحد.
deposit-kind-contract-hint = اتفاق أو ترخيص بين طرفين.
deposit-kind-evidence-of-use-hint = دليل على أن شيئًا عُرض أو بيع، مع التاريخ والمكان.
deposit-kind-other-hint = أي ملف آخر.
deposit-stage = في أي مرحلة هو؟
deposit-series = السلسلة أو المشروع
deposit-series-hint = مثلًا رقم دفتر المختبر. يُكتب في الإثبات.
deposit-work-title = عنوان العمل
deposit-work-title-hint = يُكتب في الإثبات.
deposit-note = ملاحظة
deposit-note-hint = تُكتب في الإثبات.
deposit-use-note = تاريخ الاستعمال ومكانه
deposit-use-note-hint = مثلًا: عُرض في معرض تجاري في ليون يوم 3 مايو 2026. يُكتب في الإثبات.
deposit-contract-title = موضوع العقد
deposit-contract-title-hint = يُكتب في الإثبات.
deposit-label = اسم لقائمتك الخاصة
deposit-label-hint = لا يراه غيرك. وليس جزءًا من الإثبات.

# 2 Holder
deposit-holder = من الحائز؟
deposit-holder-hint = يُحفظ الاسم محجوبًا داخل الإثبات. ولا يظهر إلا إذا عرضتَ إقرار الإثبات على أحد.
deposit-holder-grid = حائزو الملفات
deposit-holder-name = اسم الحائز
deposit-holder-name-row = اسم حائز { $file }
deposit-holder-kind = شخص أم مؤسسة
deposit-holder-kind-row = شخص أم مؤسسة: حائز { $file }
deposit-holder-role = الصفة
deposit-holder-role-row = صفة حائز { $file }
deposit-holder-second = الطرف الآخر
deposit-holder-add = إضافة حائز آخر
deposit-holder-extra = حائزون آخرون، هم أنفسهم لكل الملفات
deposit-fill-down = استعمال الاسم الأول للجميع
deposit-paste-column = لصق قائمة أسماء
deposit-paste-column-hint = اسم في كل سطر بترتيب الملفات. ويمكنك أيضًا لصق عمود من جدول بيانات في الجدول مباشرةً.
deposit-paste-column-label = الأسماء
deposit-paste-column-apply = تعبئة
deposit-filled = { $count ->
    [zero] لم يُعبَّأ أي اسم.
    [one] عُبِّئ اسم واحد.
    [two] عُبِّئ اسمان.
    [few] عُبِّئت { $count } أسماء.
    [many] عُبِّئ { $count } اسمًا.
   *[other] عُبِّئ { $count } اسم.
}
deposit-grid-hint = يُنتقل بين الصفوف بمفتاحي السهم إلى الأعلى وإلى الأسفل. وينسخ Ctrl+D الاسم إلى الأسفل.
deposit-same-holder = الحائز نفسه لكل الملفات
deposit-agent = أتصرف نيابةً عن غيري
deposit-agent-hint = للمحامين والوكلاء: يُذكر اسمك بجانب اسم الحائز.
deposit-agent-name = اسمك أو اسم مكتبك
deposit-agent-matter = مرجعك
deposit-preview = ما سيقوله الإثبات
deposit-preview-one = وفق التصريح، حائز الملف ذي البصمة { $fingerprint }: { $holder }.
deposit-preview-size = حجم الملف { $size }.
deposit-preview-together = تقوم البصمة مقام جميع الملفات معًا عبر قائمتها. عدد الملفات: { $count }.
deposit-preview-name = اسم الملف { $name }.
deposit-preview-name-hidden = لا يُسجَّل اسم الملف.
deposit-preview-name-sealed = يُسجَّل اسم الملف أثرًا محجوبًا.
deposit-preview-title = ينتمي الملف إلى: { $title }.
deposit-preview-note = ملاحظة: { $note }
deposit-preview-agent = الإيداع نيابةً عن الحائز: { $agent }.
deposit-preview-matter = المرجع: { $matter }.
deposit-preview-assurance = مدى التحقق من هوية المودِع: { $assurance }.
deposit-preview-time = تضيف سلطة الختم الزمني الوقت، لا أنت ولا نحن.
deposit-preview-which = معروض للملف { $file }
deposit-declaration = أصرّح بأن الأشخاص والمؤسسات المذكورين حائزين كانوا يحوزون هذا الملف عندما أودعتُ بصمته، وبأنه يحق لي ذكرهم هنا.

# 3 Timestamp
deposit-issue = ختم زمني: { $count ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
    [many] { $count } ملفًا
   *[other] { $count } ملف
}
deposit-issue-none = اختر ملفًا أولًا
deposit-issue-together = ختم زمني لجميع الملفات بإثبات واحد ({ $count })
deposit-together = جميع الملفات معًا ({ $count })
deposit-issue-hint = الآن، والآن فقط، تُرسَل البصمات والأسماء أعلاه.
deposit-sign-in-first = سجّل الدخول للختم الزمني. تنتظرك بصماتك هنا.
deposit-sign-in = تسجيل الدخول ثم العودة
deposit-sign-up = إنشاء حساب
deposit-issuing = جارٍ الختم الزمني
deposit-issue-progress = الإثباتات الجاهزة: { $done } من { $total }
deposit-state-sending = جارٍ الإرسال
deposit-state-queued = في انتظار رمزه
deposit-state-verifying = يجري التحقق من الرمز هنا
deposit-state-done = تم
deposit-state-failed = فشل
deposit-state-refused = لم يجتز الرمز التحقق. لا تعتمد عليه.
deposit-failed-some = { $count ->
    [zero] حصلت كل الملفات على إثبات.
    [one] لم يحصل ملف واحد على إثبات. لم يُفقد شيء: حاول مجددًا.
    [two] لم يحصل ملفان على إثبات. لم يُفقد شيء: حاول مجددًا.
    [few] لم تحصل { $count } ملفات على إثبات. لم يُفقد شيء: حاول مجددًا.
    [many] لم يحصل { $count } ملفًا على إثبات. لم يُفقد شيء: حاول مجددًا.
   *[other] لم يحصل { $count } ملف على إثبات. لم يُفقد شيء: حاول مجددًا.
}
deposit-try-again = حاول مجددًا
deposit-done = { $count ->
    [zero] لا إثباتات.
    [one] إثباتك جاهز.
    [two] إثباتاك جاهزان.
    [few] إثباتاتك جاهزة: { $count } إثباتات.
    [many] إثباتاتك جاهزة: { $count } إثباتًا.
   *[other] إثباتاتك جاهزة: { $count } إثبات.
}
deposit-see-result = عرض الإثباتات
deposit-package-with = الحزمة والملف بداخلها
deposit-package-together = الحزمة والملفات بداخلها
deposit-name-keys = تُسجَّل أسماء ملفاتك آثارًا محجوبة. احفظ مفاتيحها الآن: فهي في هذه الصفحة وحدها، ومن دونها لا يمكن إظهار الأسماء لاحقًا.
deposit-name-keys-save = حفظ مفاتيح الأسماء
deposit-manifest = حُفظت قائمة ملفاتك باسم { $name }. احتفظ بها مع الملفات وأبقها سرًا: من دونها لا يمكن التحقق من هذا الإثبات، ولا يستطيع أحد إعادة إنشائها.
deposit-manifest-save = حفظ قائمة الملفات مرة أخرى
deposit-error-offline = تعذر الوصول إلى الخدمة. بصماتك محفوظة هنا؛ حاول مجددًا بعد قليل.
deposit-error-signed-out = انتهت جلستك. سجّل الدخول مجددًا؛ بصماتك محفوظة هنا.
deposit-error-declaration = أكّد التصريح أولًا.
deposit-error-many = أقصى عدد من الملفات يمكن ختمه زمنيًا دفعة واحدة: { $count }.
deposit-error-refused = رفضت الخدمة: { $detail }

# Names that are refused, and why
deposit-text-empty = لم يُذكر الاسم.
deposit-text-too-long = طويل جدًا: أقصى عدد من المحارف { $count }.
deposit-text-control = يحتوي على محرف تحكم.
deposit-text-bidi = يحتوي على محرف خفي يغيّر اتجاه الكتابة.
deposit-text-invisible = يحتوي على محرف غير مرئي.
deposit-text-space = يبدأ أو ينتهي بمسافة، أو فيه مسافتان متتاليتان، أو مسافة غير معتادة.
deposit-text-not-a-character = يحتوي على ما ليس محرفًا.
deposit-text-mark-first = يبدأ بعلامة تشكيل بلا حرف.
deposit-text-not-normalised = مكتوب بطريقة غير معتادة. اكتبه من جديد.
