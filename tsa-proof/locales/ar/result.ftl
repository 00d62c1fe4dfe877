# What a deposit gave, and the page of one proof.

result-title = إثباتاتك
result-title-one = إثباتك
result-lead = { $count ->
    [zero] لم يُختم أي ملف.
    [one] خُتم ملف واحد ختمًا زمنيًا.
    [two] خُتم ملفان ختمًا زمنيًا.
    [few] خُتمت { $count } ملفات ختمًا زمنيًا.
    [many] خُتم { $count } ملفًا ختمًا زمنيًا.
   *[other] خُتم { $count } ملف ختمًا زمنيًا.
}
result-waiting = { $count ->
    [zero] لا ملفات في الانتظار.
    [one] ما زال ملف واحد ينتظر رمزه. تُحدَّث هذه الصفحة تلقائيًا.
    [two] ما زال ملفان ينتظران رمزيهما. تُحدَّث هذه الصفحة تلقائيًا.
    [few] ما زالت { $count } ملفات تنتظر رموزها. تُحدَّث هذه الصفحة تلقائيًا.
    [many] ما زال { $count } ملفًا ينتظر رمزه. تُحدَّث هذه الصفحة تلقائيًا.
   *[other] ما زال { $count } ملف ينتظر رمزه. تُحدَّث هذه الصفحة تلقائيًا.
}
result-failed = { $count ->
    [zero] حصلت كل الملفات على إثبات.
    [one] لم يحصل ملف واحد على إثبات.
    [two] لم يحصل ملفان على إثبات.
    [few] لم تحصل { $count } ملفات على إثبات.
    [many] لم يحصل { $count } ملفًا على إثبات.
   *[other] لم يحصل { $count } ملف على إثبات.
}
result-proof = إثبات
result-proof-title = إثبات { $name }
result-existed = كان الملف موجودًا في
result-accuracy = الوقت صحيح { $accuracy }.
result-holder = الحائز المسجَّل
result-agent = جهة الإيداع
result-matter = المرجع
result-work-title = العنوان
result-work-note = ملاحظة
result-assurance = هوية المودِع
result-file-name = اسم الملف
result-file-name-sealed = محجوب؛ المفتاح لديك
result-file-name-none = غير مسجَّل
result-service = الخدمة
result-made = أُنشئ في
result-verified-here = تم التحقق الآن في متصفحك: الرمز صحيح.
result-verified-failed = فشل التحقق في متصفحك. لا تعتمد على هذا الرمز.
result-verifying = يجري التحقق من الرمز في متصفحك…

result-keep = احفظ هذين معًا
result-keep-text = ملفك دون تغيير، وحزمة أدلته. هما معًا الإثبات. لا يكفي أحدهما وحده.
result-keep-file = ملفك الأصلي
result-keep-file-text = لا تُعد حفظه ولا تحوّله. تغيير اسمه لا يضر، والنسخة المطابقة تكفي أيضًا.
result-keep-package = حزمة أدلته
result-keep-package-text = رموز وإقرار وشهادات وبرنامج صغير يتحقق من كل ذلك من دوننا.
result-package = تنزيل الحزمة
result-package-with = تنزيل الحزمة والملف بداخلها
result-package-with-hint = تُجمَّع على جهازك. أفلت الملف هنا؛ فهو لا يُرسَل.
result-together = هذا الإثبات لعدة ملفات معًا. للتحقق منه تلزم الملفات وقائمتها manifest-….json التي حُفظت على جهازك عند إنشاء الإثبات. أفلتها مع الحزمة والملفات.
result-package-built = الحزمة جاهزة: { $size }.
result-package-wrong-file = هذا ملف آخر: بصمته مختلفة. أفلت الملف الذي خُتم.
result-package-waiting = ما زال السجل العلني قيد الكتابة. ينتظره التنزيل بضع ثوانٍ.
result-all-packages = تنزيل كل الحزم
result-all-packages-hint = أرشيف واحد فيه حزمة لكل ملف.
result-parts = أجزاء مفردة
result-part-token = الرمز
result-part-token-text = الوقت الموقَّع للملف وفق RFC 3161 (file.tsr)
result-part-claim = الإقرار
result-part-claim-text = من كان حائزًا للملف، بالكلمات وبدقة (claim.json)
result-part-claim-token = رمز الإقرار
result-part-claim-token-text = الوقت الموقَّع للإقرار (claim.tst)
result-part-container = الحاوية
result-part-container-text = الإقرار ورمزه لأدوات التحقق الأوروبية (claim.asics)
result-drill = جرّبه الآن
result-drill-text = تحقق من الإثبات مرة وهو جديد كي تعرف الطريقة.
result-drill-link = التحقق من إثبات
result-again = إنشاء إثبات آخر
result-to-vault = كل إثباتاتي
result-timeline = التسلسل الزمني
result-event-fingerprint = استُلمت البصمة
result-event-file-token = خُتم الملف زمنيًا
result-event-claim-token = خُتم اسم الحائز زمنيًا
result-event-logged = أُدرج في السجل العلني
result-failure = سبب الفشل
result-failure-text = لم يُسجَّل شيء لهذا الملف. اختمه مجددًا.

result-mail = أرسله إليّ بالبريد الإلكتروني
result-mail-sent = الرسالة في طريقها إلى بريدك الإلكتروني.
result-mail-hint = الأوقات والأرقام التسلسلية والبصمات؛ دون أسماء الملفات أو الحائزين.
