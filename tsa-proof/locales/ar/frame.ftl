# The frame in which files are chosen: the only place that ever sees them.

frame-title = ملفاتك على جهازك

frame-drop-deposit = أفلت ملفات أو مجلدًا هنا
frame-drop-landing = أفلت ملفًا لإنشاء إثبات، أو إثباتًا للتحقق منه
frame-drop-verify = أفلت الملف وإثباته هنا
frame-hint-deposit = تُقرأ على جهازك ولا تُرسَل إلى أي مكان.
frame-hint-landing = تُقرأ الملفات على جهازك ولا تُرسَل إلى أي مكان.
frame-hint-verify = ملفات ومجلدات ورموز (.tsr و .tst) وإقرارات (.json) وحزم (.zip و .asics) وشهادات (.pem) بأي ترتيب. يبقى كل ذلك على جهازك.
frame-choose-files = اختيار ملفات
frame-choose-folder = اختيار مجلد
frame-folder-not-read = لا يفتح متصفحك المجلد المُفلَت { $name } هنا. أفلِته وحده، أو استعمل «اختيار مجلد».

frame-text = أو استعمل نصًا
frame-text-name = اسم النص
frame-text-body = النص
frame-text-use = استعمال هذا النص
frame-text-hint = يمكن تخمين النص القصير: من يشتبه في مضمونه يستطيع تجربته ومقارنة البصمة. إن وجب أن يبقى سرًا فأضف سطرًا من كلمات عشوائية واحفظ النص كما هو تمامًا.
frame-small = ملفات صغيرة جدًا: { $count }. من يشتبه في المحتوى يستطيع تجربته ومقارنة البصمة. إن وجب أن يبقى سرًا فاختر «إثبات واحد لها جميعًا» في صفحة إنشاء الإثباتات ولو لملف واحد: عندئذ يدخل في البصمة سرّ ليس لدى أحد سواك.

frame-names = أسماء الملفات
frame-names-none = إبقاء الأسماء على هذا الجهاز
frame-names-send = كتابة الأسماء في الإثباتات
frame-names-commit = حجب الأسماء: لا يستطيع إظهارها لاحقًا إلا من لديه ملف مفاتيح الأسماء
frame-way = الإثباتات
frame-way-each = إثبات لكل ملف
frame-way-one = إثبات واحد لها جميعًا
frame-way-hint = يقوم رمز واحد مقام جميع الملفات معًا. قبل إرسال أي شيء تُحفظ قائمتها على جهازك باسم manifest-….json. احتفظ بها مع الملفات وأبقها سرًا: من دونها لا يمكن التحقق من الإثبات. يدخل في البصمة سرّ من هذه القائمة، فلا يستطيع أحد أن يخمّن منها محتوى ملف.
frame-way-sign-in = لإنشاء إثبات واحد لجميع الملفات سجّل الدخول أولًا ثم اخترها.
frame-folder-path = لا يوجد إثبات واحد لجميع الملفات بسبب الاسم { $name }: فيه محرف غير مرئي أو غير مألوف أو شرطة مائلة عكسية، أو هو طويل جدًا. غيّر اسم الملف واختره ثانيةً، أو أزله من القائمة.
frame-folder-path-twice = لا يوجد إثبات واحد لجميع الملفات لأن لملفين المسار نفسه { $name }. أزل أحدهما من القائمة، أو اختر المجلد الذي يضمهما.
frame-folder-unread = لا يوجد إثبات واحد لجميع الملفات لأن { $name } لم يُقرأ إلى آخره. أزله من القائمة واختره ثانيةً.
frame-folder-count = لا يوجد إثبات واحد لجميع الملفات: أقصى عدد فيه 100,000 ملف.

frame-remove = إزالة { $name }
frame-more-files = { $count ->
    [zero] ولا ملفات أخرى
    [one] وملف آخر
    [two] وملفان آخران
    [few] و{ $count } ملفات أخرى
    [many] و{ $count } ملفًا آخر
   *[other] و{ $count } ملف آخر
}

frame-state-waiting = في الانتظار
frame-state-hashing = يجري حساب البصمة
frame-state-paused = متوقف مؤقتًا
frame-state-done = تم
frame-state-cancelled = أُلغي
frame-state-reading = تجري القراءة
frame-state-fingerprint = بصمة

# What a dropped thing turned out to be.
frame-state-token = رمز ختم زمني
frame-state-refusal = رفض وليس رمزًا
frame-state-request = طلب ختم زمني
frame-state-claim = إقرار
frame-state-package = حزمة
frame-state-certificate = شهادة
frame-state-crl = قائمة إبطال
frame-state-log-proof = إثبات إدراج في السجل
frame-state-supplement = جزء من إثبات
frame-state-tsd = بيانات TimeStampedData ‏(.tsd): تؤخذ كملف، ولا تُقرأ هنا الرموز التي فيها
frame-state-asice = حاوية ASiC-E: تؤخذ كملف، ولا تُقرأ هنا التوقيعات والرموز التي فيها

frame-error-changed = تغيّر الملف أثناء قراءته. أزله واختره ثانيةً.
frame-error-unreadable = تعذرت قراءة الملف. هل هو مفتوح في مكان آخر أو نُقل؟
frame-error-internal = لم يستطع هذا المتصفح إكمال العمل. أعد تحميل الصفحة وحاول مجددًا.
frame-error-engine = لا يستطيع هذا المتصفح قراءة الملفات هنا لأنه لا يشغّل WebAssembly. حدّثه أو استعمل غيره.
frame-error-package = هذا الأرشيف تالف أو من نوع لا يمكن قراءته.
