# Words of every page: header, footer, buttons, states.

common-brand = Proof

common-skip = انتقل إلى المحتوى
common-menu = القائمة الرئيسية
common-account-menu = حسابك
common-language = اللغة
common-languages = اختر اللغة
common-theme = الألوان
common-theme-auto = حسب الجهاز
common-theme-light = فاتح
common-theme-dark = داكن

common-nav-make = إنشاء إثبات
common-nav-check = التحقق من إثبات
common-nav-vault = إثباتاتي
common-nav-compare = مقارنة إثباتين
common-nav-trust = الثقة
common-nav-help = المساعدة
common-nav-account = الحساب
common-nav-keys = مفاتيح API
common-nav-outbox = صندوق الصادر
common-sign-in = تسجيل الدخول
common-sign-up = إنشاء حساب
common-sign-out = تسجيل الخروج

common-trial = هذه نسخة تجريبية على جهاز واحد. تستند إثباتاتها إلى شهادة لا يثق بها أحد: هي للتجربة لا للإثبات.
common-noscript = تعمل هذه الصفحة في متصفحك لا عندنا، وتحتاج إلى JavaScript لحساب بصمة ملفاتك دون إرسالها.

common-copy = نسخ
common-copied = تم النسخ
common-download = تنزيل
common-more = المزيد
common-back = رجوع
common-next = التالي
common-remove = إزالة
common-optional = اختياري
common-yes = نعم
common-no = لا
common-unknown = غير معروف
common-pages = الصفحات

common-sha256 = بصمة SHA-256
common-sha512 = بصمة SHA-512
common-serial = الرقم التسلسلي
common-policy = السياسة
common-time-utc = الوقت (UTC)
common-time-local = بتوقيت ساعتك
common-size = الحجم
common-file = الملف
common-file-number = الملف { $number }
common-holder = الحائز
common-category = النوع
common-stage = المرحلة
common-state = الحالة

common-state-queued = في انتظار رمزه
common-state-issued = صدر الرمز
common-state-failed = فشل

common-category-trade-secret = سر تجاري
common-category-research = سجل بحثي
common-category-creative = عمل إبداعي
common-category-software = برمجيات
common-category-contract = عقد
common-category-evidence-of-use = دليل استعمال
common-category-other = شيء آخر

common-stage-idea = فكرة
common-stage-develop = إبداع وتطوير
common-stage-protect = حماية
common-stage-manage = إدارة

common-kind-person = شخص
common-kind-organisation = مؤسسة

common-role-holder = الحائز
common-role-author = المؤلف
common-role-owner = المالك
common-role-inventor = المخترع
common-role-party = الطرف

common-assurance-none = لم يُتحقَّق منها
common-assurance-email = تم تأكيد البريد الإلكتروني
common-assurance-domain = تم تأكيد النطاق
common-assurance-eid = هوية إلكترونية
common-assurance-manual = تحقَّق منها شخص

common-accuracy-seconds = في حدود { $count ->
    [zero] { $count } ثانية
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
    [many] { $count } ثانية
   *[other] { $count } ثانية
}
common-accuracy-millis = في حدود { $count ->
    [zero] { $count } ملّي ثانية
    [one] ملّي ثانية واحدة
    [two] ملّي ثانيتين
    [few] { $count } ملّي ثوانٍ
    [many] { $count } ملّي ثانية
   *[other] { $count } ملّي ثانية
}

common-footer-privacy = تبقى ملفاتك على جهازك. لا تُرسَل إلا البصمات، ولا تُرسَل إلا عندما تطلب ذلك.
common-footer-check = التحقق من الإثبات مجاني ولا يحتاج إلى حساب، ويمكن إجراؤه من دوننا.
