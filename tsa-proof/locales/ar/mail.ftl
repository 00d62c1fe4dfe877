# Letters to the owner of an account. Plain text. After "text" comes a link on its own line, then "after".
# { $service } is the host name of the service, such as proof.example.

mail-signature = { $service }: دليل على أن ملفك كان موجودًا

mail-confirm-subject = أكّد بريدك الإلكتروني
mail-confirm-text = أُنشئ حساب في { $service } بهذا العنوان. إذا كنت أنت من أنشأه فافتح هذا الرابط خلال 24 ساعة وأدخل كلمة المرور التي اخترتها:
mail-confirm-after = إذا لم تكن أنت فلا تفعل شيئًا: لا يفتح الرابط شيئًا دون كلمة المرور، ويبقى الحساب مقفلًا.

mail-reset-subject = اختر كلمة مرور جديدة
mail-reset-text = طلب أحدهم كلمة مرور جديدة لحسابك في { $service }. إذا كنت أنت فافتح هذا الرابط خلال 30 دقيقة:
mail-reset-after = إذا لم تكن أنت فلا تفعل شيئًا: تبقى كلمة مرورك كما هي.

mail-new-address-subject = أكّد بريدك الإلكتروني الجديد
mail-new-address-text = يريد صاحب حساب في { $service } استخدام هذا العنوان له. إذا كنت أنت فافتح هذا الرابط خلال 24 ساعة وأدخل كلمة المرور:
mail-new-address-after = إذا لم تكن أنت فلا تفعل شيئًا: من دون كلمة المرور لا يفتح الرابط شيئًا.

mail-address-asked-subject = طُلب عنوان آخر لحسابك
mail-address-asked-text = شخص يعرف كلمة مرورك طلب عنوانًا آخر لحسابك في { $service }. إذا كنت أنت فلا حاجة إلى شيء هنا: افتح الرابط في صندوق بريدك الجديد. وإذا لم تكن أنت فاختر فورًا كلمة مرور جديدة، وبذلك يتوقف التغيير:
mail-address-asked-after = إذا لم يعد بإمكانك تعيين كلمة مرور جديدة بهذا العنوان فاكتب إلى مشغّل { $service }.

mail-already-subject = لديك حساب بالفعل
mail-already-text = أراد أحدهم إنشاء حساب في { $service } بهذا العنوان، وله حساب بالفعل. إذا كنت أنت فسجّل الدخول هنا:
mail-already-after = إذا نسيت كلمة المرور فاطلب هناك واحدة جديدة. وإذا لم تكن أنت فلا تفعل شيئًا.

mail-password-subject = تغيّرت كلمة مرورك
mail-password-text = تغيّرت كلمة مرور حسابك في { $service } وسُجّل خروج الأجهزة الأخرى. إذا كنت أنت فلا يلزم شيء. حسابك:
mail-password-after = إذا لم تكن أنت فاطلب فورًا كلمة مرور جديدة.

mail-factor-set-subject = فُعّلت رموز تسجيل الدخول
mail-factor-set-text = يطلب حسابك في { $service } الآن رمزًا من تطبيق المصادقة عند تسجيل الدخول. حسابك:
mail-factor-set-after = إذا لم تكن أنت فاطلب فورًا كلمة مرور جديدة وأنهِ كل الجلسات الأخرى.

mail-factor-removed-subject = عُطّلت رموز تسجيل الدخول
mail-factor-removed-text = لم يعد حسابك في { $service } يطلب رمزًا عند تسجيل الدخول. حسابك:
mail-factor-removed-after = إذا لم تكن أنت فاطلب فورًا كلمة مرور جديدة وأنهِ كل الجلسات الأخرى.

mail-result-subject = إثباتاتك
mail-result-text = طلبت من { $service } أن ترسل إليك نتيجة إيداع. الإثباتات وحزمها هنا:
mail-result-after = كل سطر أدناه إثبات: وقته (UTC) والرقم التسلسلي لرمزه وبصمة SHA-256 للملف. ليست هذه الرسالة إثباتًا في ذاتها: احفظ الحزم مع ملفاتك.
