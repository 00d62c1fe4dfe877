# README of an evidence package, plain text. { $file } is a file name or the fingerprint, { $time } a time in UTC.

package-title = إثبات الوجود
package-what = تبين هذه الحزمة أن الملف كان موجودًا في هذا الوقت، ومن سُجّل حائزًا له.
package-file = الملف: { $file }
package-fingerprint = SHA-256: { $fingerprint }
package-time = الوقت (UTC): { $time }
package-accuracy = الدقة: { $accuracy }
package-serial = الرقم التسلسلي: { $serial }
package-holder = الحائز: { $holder }
package-agent = جهة الإيداع: { $agent }
package-service = الخدمة: { $service }
package-number = رقم الإثبات: { $id }
package-keep = احفظ هذه الحزمة مع الملف. فهي لا تثبت شيئًا من دون الملف نفسه بلا تغيير.
package-keep-copies = احفظ نسخة ثانية في مكان آخر. ولا تفتح الملف وتحفظه من جديد ببرنامج يغيّره.

package-check-title = كيف تتحقق منها
package-check-page = افتح verify.html في متصفح، ولو دون شبكة، وأفلت هناك الملف وهذه الحزمة.
package-check-script = أو نفّذ هذا حيث يكون OpenSSL 3 مثبَّتًا:
package-check-root = كلاهما يأخذ الشهادة الجذر من هذه الحزمة. قارن بصمتها بمصدر تثق به، كصفحة الثقة في الخدمة، أو حدد نسختك الخاصة بالخيار --root.
package-check-root-fingerprint = بصمة SHA-256 للشهادة الجذر: { $fingerprint }
package-check-crl = لا يُعرف هل أُبطلت شهادة إلا من قائمة إبطال صدرت بعد الإثبات. إذا أفاد التحقق بأن القائمة ناقصة فنزّل أحدثها (crls.pem) من صفحة الثقة في الخدمة وأضفها هكذا: sh verify.sh --crl crls.pem

package-contents-title = ما فيها
package-contents-file = original/: الملف نفسه
package-contents-manifest = manifest.json و folder.head: قائمة الملفات التي خُتمت معًا. إن لم تكن هنا فضع manifest-….json المحفوظ بجانب هذه الملفات بهذا الاسم. أبقها سرًا
package-contents-file-tsr = file.tsr: الختم الزمني للملف كما أجابت به السلطة (RFC 3161)
package-contents-claim = claim.json: الإقرار وفيه اسم الحائز
package-contents-claim-tst = claim.tst: الختم الزمني للإقرار، ويبين أن الخدمة سجّلته
package-contents-claim-asics = claim.asics: الإقرار وختمه الزمني في حاوية واحدة (ASiC-S) لبرامج أخرى
package-contents-certificates = chain.pem و roots.pem و crls.pem: الشهادات وقوائم الإبطال
package-contents-log = file.tlog-proof و claim.tlog-proof: إثبات أن الختمين مدرجان في السجل العلني
package-contents-policy = policy.txt و trust.txt: مفاتيح السجل وما تطلبه الخدمة من أختامها الزمنية
package-contents-verify = { $files }: كيف تتحقق من دوننا

package-means-title = ما تبينه وما لا تبينه
package-means-shows = تبين أن الملف كان موجودًا في موعد لا يتجاوز هذا الوقت، وأن هذا الاسم سُجّل له في ذلك الوقت.
package-means-not = لا تبين من صنع الملف، ولا من يملكه قانونًا، ولا أن الاسم جرى التحقق منه أكثر مما هو مذكور.
package-means-assurance-none = لم يُتحقَّق من هوية المودِع.
package-means-assurance-email = تم التحقق من البريد الإلكتروني للمودِع.
package-means-assurance-domain = تم التحقق من نطاق الإنترنت للمودِع.
package-means-assurance-eid = استعمل المودِع هوية إلكترونية.
package-means-assurance-manual = تحقق شخص من هوية المودِع.
package-means-expiry = لا تنتهي صلاحية الإثبات. تنتهي الشهادات، لكن ما وُقّع قبل ذلك يظل قابلًا للتحقق.
