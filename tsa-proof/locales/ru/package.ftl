# README of an evidence package, plain text. { $file } is a file name or the fingerprint, { $time } a time in UTC.

package-title = Доказательство существования
package-what = Этот пакет показывает, что файл существовал в это время и кто был записан его держателем.
package-file = Файл: { $file }
package-fingerprint = SHA-256: { $fingerprint }
package-time = Время (UTC): { $time }
package-accuracy = Точность: { $accuracy }
package-serial = Серийный номер: { $serial }
package-holder = Держатель: { $holder }
package-agent = Кем депонировано: { $agent }
package-service = Служба: { $service }
package-number = Номер доказательства: { $id }
package-keep = Храните этот пакет вместе с файлом. Без неизменённого файла он ничего не доказывает.
package-keep-copies = Храните вторую копию в другом месте. Никогда не открывайте файл, чтобы пересохранить его, в программе, которая его меняет.

package-check-title = Как проверить
package-check-page = Откройте verify.html в браузере, можно без сети, и перетащите туда файл и этот пакет.
package-check-script = Или выполните это там, где установлен OpenSSL 3:
package-check-root = В обоих случаях корневой сертификат берётся из этого пакета. Сравните его отпечаток с источником, которому доверяете, например со страницей доверия службы, или укажите свою копию через --root.
package-check-root-fingerprint = SHA-256 корневого сертификата: { $fingerprint }
package-check-crl = Был ли сертификат отозван, показывает только список отзыва, выпущенный после доказательства. Если при проверке сообщается, что такого списка нет, возьмите новейший (crls.pem) со страницы доверия службы и укажите его: sh verify.sh --crl crls.pem

package-contents-title = Что в нём
package-contents-file = original/: сам файл
package-contents-manifest = manifest.json, folder.head: список файлов, получивших метку времени вместе. Если его здесь нет, положите сохранённый manifest-….json рядом с этими файлами под этим именем. Храните его в тайне
package-contents-file-tsr = file.tsr: метка времени файла в том виде, в каком её выдала служба меток времени (RFC 3161)
package-contents-claim = claim.json: заявление с именем держателя
package-contents-claim-tst = claim.tst: метка времени заявления; она показывает, что служба его записала
package-contents-claim-asics = claim.asics: заявление и метка времени в одном контейнере (ASiC-S) для других программ
package-contents-certificates = chain.pem, roots.pem, crls.pem: сертификаты и списки отзыва
package-contents-log = file.tlog-proof, claim.tlog-proof: доказательства того, что обе метки внесены в публичный журнал
package-contents-policy = policy.txt, trust.txt: ключи журнала и то, чего служба требует от своих меток времени
package-contents-verify = { $files }: как проверить без нас

package-means-title = Что он показывает и чего не показывает
package-means-shows = Он показывает, что файл существовал не позднее этого времени и что в это время для него было записано это имя.
package-means-not = Он не показывает, кто создал файл и кому он принадлежит по праву; не показывает он и того, что имя проверено в большей мере, чем указано.
package-means-assurance-none = Личность депонента не проверялась.
package-means-assurance-email = Адрес электронной почты депонента проверен.
package-means-assurance-domain = Интернет-домен депонента проверен.
package-means-assurance-eid = Депонент использовал электронное удостоверение.
package-means-assurance-manual = Личность депонента проверил человек.
package-means-expiry = У доказательства нет срока действия. Сертификаты истекают, но подписанное раньше остаётся проверяемым.
