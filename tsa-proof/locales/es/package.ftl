# README of an evidence package, plain text. { $file } is a file name or the fingerprint, { $time } a time in UTC.

package-title = Prueba de existencia
package-what = Este paquete muestra que el archivo existía en este momento, y quién constaba como su titular.
package-file = Archivo: { $file }
package-fingerprint = SHA-256: { $fingerprint }
package-time = Hora (UTC): { $time }
package-accuracy = Exactitud: { $accuracy }
package-serial = Número de serie: { $serial }
package-holder = Titular: { $holder }
package-agent = Depositado por: { $agent }
package-service = Servicio: { $service }
package-number = Número de la prueba: { $id }
package-keep = Guarde este paquete junto con el archivo. Sin el archivo sin cambios no prueba nada.
package-keep-copies = Guarde una segunda copia en otro lugar. Nunca abra y guarde el archivo con un programa que lo modifique.

package-check-title = Cómo verificarlo
package-check-page = Abra verify.html en un navegador, también sin red, y suelte allí el archivo y este paquete.
package-check-script = O ejecute esto donde esté instalado OpenSSL 3:
package-check-root = Ambos toman el certificado raíz de este paquete. Compare su huella con una fuente en la que confíe, por ejemplo la página de confianza del servicio, o indique su propia copia con --root.
package-check-root-fingerprint = SHA-256 del certificado raíz: { $fingerprint }
package-check-crl = Solo una lista de revocación emitida después de la prueba dice si un certificado fue revocado. Si una verificación indica que falta, descargue la más reciente (crls.pem) de la página de confianza del servicio e indíquela también: sh verify.sh --crl crls.pem

package-contents-title = Qué contiene
package-contents-file = original/: el propio archivo
package-contents-manifest = manifest.json, folder.head: la lista de los archivos que se sellaron juntos. Si no está aquí, ponga el manifest-….json guardado junto a estos archivos con este nombre. Manténgala en privado
package-contents-file-tsr = file.tsr: el sello de tiempo del archivo, tal como respondió la autoridad (RFC 3161)
package-contents-claim = claim.json: la declaración, con el nombre del titular
package-contents-claim-tst = claim.tst: el sello de tiempo de la declaración, que muestra que el servicio la registró
package-contents-claim-asics = claim.asics: declaración y sello de tiempo en un solo contenedor (ASiC-S), para otros programas
package-contents-certificates = chain.pem, roots.pem, crls.pem: certificados y listas de revocación
package-contents-log = file.tlog-proof, claim.tlog-proof: pruebas de que ambos sellos están en el log público
package-contents-policy = policy.txt, trust.txt: las claves del log, y lo que el servicio exige a sus sellos de tiempo
package-contents-verify = { $files }: cómo verificarlo sin nosotros

package-means-title = Lo que muestra y lo que no
package-means-shows = Muestra que el archivo existía a más tardar en este momento, y que este nombre se registró para él en ese momento.
package-means-not = No muestra quién hizo el archivo, a quién pertenece en derecho, ni que el nombre se comprobara más allá de lo indicado.
package-means-assurance-none = No se comprobó la identidad del depositante.
package-means-assurance-email = Se comprobó la dirección de correo del depositante.
package-means-assurance-domain = Se comprobó el dominio de internet del depositante.
package-means-assurance-eid = El depositante usó una identidad electrónica.
package-means-assurance-manual = Una persona comprobó la identidad del depositante.
package-means-expiry = La prueba no caduca. Los certificados caducan, pero lo firmado antes sigue siendo verificable.
