# Pages for when something went wrong. Codes of the API are said with errors-code-….

errors-title = حدث خطأ ما
errors-not-found = لا توجد صفحة كهذه
errors-not-found-text = ربما كُتب العنوان خطأً، أو أن ما كان هنا يخصك وأنت غير مسجَّل الدخول.
errors-forbidden = رُفض هذا الطلب
errors-forbidden-text = لم يأتِ من صفحة من صفحات هذه الخدمة، أو بقيت الصفحة مفتوحة طويلًا. أعد تحميلها وكرر الخطوة.
errors-too-large = أكثر من اللازم دفعة واحدة
errors-too-large-text = كان الطلب أكبر مما تقبله الخدمة.
errors-too-many = محاولات كثيرة جدًا
errors-too-many-text = انتظر قليلًا ثم حاول مجددًا.
errors-unavailable = الخدمة مشغولة
errors-unavailable-text = حاول مجددًا بعد قليل. لم يضع شيء مما تم تأكيده.
errors-internal = خطأ من جانبنا
errors-internal-text = تم تسجيله. لم يضع شيء مما تم تأكيده. حاول مجددًا بعد قليل.
errors-bad-request = لم يُفهم الطلب
errors-bad-request-text = أعد تحميل الصفحة وكرر الخطوة.
errors-reference = المرجع
errors-home = إلى الصفحة الأولى
errors-back = رجوع
