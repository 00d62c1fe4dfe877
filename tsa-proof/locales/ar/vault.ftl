# The list of one's proofs.

vault-title = إثباتاتي
vault-lead = تحفظ الخدمة إثباتاتك، ولا تحفظ ملفاتك أبدًا. احتفظ بنسخ من حزمك: فهي صالحة من دوننا.
vault-empty = ليس لديك إثباتات بعد.
vault-empty-link = أنشئ إثباتك الأول
vault-none-found = لا يطابق هذه المرشحات أي إثبات.
vault-search = بحث
vault-search-hint = اسم ملف أو حائز، أو عنوان، أو أول خانات بصمة
vault-filter = مرشحات
vault-from = من
vault-to = إلى
vault-any = الكل
vault-apply = عرض
vault-reset = عرض كل شيء
vault-column-time = الوقت
vault-column-file = الملف
vault-column-holder = الحائز
vault-column-kind = النوع
vault-column-state = الحالة
vault-next = الأقدم
vault-first = الأحدث
