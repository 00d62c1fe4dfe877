# README of an evidence package, plain text. { $file } is a file name or the fingerprint, { $time } a time in UTC.

package-title = Existenznachweis
package-what = Dieses Paket zeigt, dass die Datei zu dieser Zeit existierte und wer als ihr Inhaber vermerkt wurde.
package-file = Datei: { $file }
package-fingerprint = SHA-256: { $fingerprint }
package-time = Zeit (UTC): { $time }
package-accuracy = Genauigkeit: { $accuracy }
package-serial = Seriennummer: { $serial }
package-holder = Inhaber: { $holder }
package-agent = Hinterlegt von: { $agent }
package-service = Dienst: { $service }
package-number = Nummer des Nachweises: { $id }
package-keep = Bewahren Sie dieses Paket zusammen mit der Datei auf. Ohne die unveränderte Datei beweist es nichts.
package-keep-copies = Legen Sie eine zweite Kopie an einem anderen Ort ab. Öffnen und speichern Sie die Datei nie mit einem Programm, das sie verändert.

package-check-title = So wird geprüft
package-check-page = Öffnen Sie verify.html in einem Browser, auch ohne Netz, und legen Sie dort die Datei und dieses Paket ab.
package-check-script = Oder führen Sie dies aus, wo OpenSSL 3 installiert ist:
package-check-root = Beide nehmen das Wurzelzertifikat aus diesem Paket. Vergleichen Sie dessen Fingerabdruck mit einer Quelle, der Sie vertrauen, etwa der Vertrauensseite des Dienstes, oder geben Sie mit --root Ihre eigene Kopie an.
package-check-root-fingerprint = SHA-256 des Wurzelzertifikats: { $fingerprint }
package-check-crl = Ob ein Zertifikat gesperrt wurde, sagt nur eine Sperrliste, die nach dem Nachweis erstellt wurde. Meldet eine Prüfung, dass sie fehlt, laden Sie die neueste (crls.pem) von der Vertrauensseite des Dienstes und geben Sie sie mit an: sh verify.sh --crl crls.pem

package-contents-title = Was darin ist
package-contents-file = original/: die Datei selbst
package-contents-manifest = manifest.json, folder.head: die Liste der Dateien, die zusammen den Zeitstempel erhielten. Fehlt sie hier, legen Sie die gespeicherte manifest-….json unter diesem Namen zu diesen Dateien. Halten Sie sie geheim
package-contents-file-tsr = file.tsr: der Zeitstempel der Datei, wie der Zeitstempeldienst ihn gesendet hat (RFC 3161)
package-contents-claim = claim.json: die Erklärung mit dem Namen des Inhabers
package-contents-claim-tst = claim.tst: der Zeitstempel der Erklärung; er zeigt, dass der Dienst sie festgehalten hat
package-contents-claim-asics = claim.asics: Erklärung und Zeitstempel in einem Container (ASiC-S), für andere Programme
package-contents-certificates = chain.pem, roots.pem, crls.pem: Zertifikate und Sperrlisten
package-contents-log = file.tlog-proof, claim.tlog-proof: Nachweise, dass beide Zeitstempel im öffentlichen Protokoll stehen
package-contents-policy = policy.txt, trust.txt: die Schlüssel des Protokolls und was der Dienst von seinen Zeitstempeln verlangt
package-contents-verify = { $files }: wie man es ohne uns prüft

package-means-title = Was es zeigt und was nicht
package-means-shows = Es zeigt, dass die Datei spätestens zu dieser Zeit existierte und dass dieser Name zu dieser Zeit für sie vermerkt wurde.
package-means-not = Es zeigt nicht, wer die Datei gemacht hat, wem sie rechtlich gehört oder dass der Name weiter geprüft wurde als angegeben.
package-means-assurance-none = Die Identität des Hinterlegers wurde nicht geprüft.
package-means-assurance-email = Die E-Mail-Adresse des Hinterlegers wurde geprüft.
package-means-assurance-domain = Die Internet-Domain des Hinterlegers wurde geprüft.
package-means-assurance-eid = Der Hinterleger hat einen elektronischen Identitätsnachweis benutzt.
package-means-assurance-manual = Die Identität des Hinterlegers wurde durch eine Person geprüft.
package-means-expiry = Der Nachweis läuft nicht ab. Zertifikate laufen ab, aber was vorher signiert wurde, bleibt prüfbar.
