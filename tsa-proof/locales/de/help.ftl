# Help: first steps, words, questions.

help-title = Hilfe
help-lead = Kurze Antworten in einfachen Worten.
help-contents = Auf dieser Seite

help-start = Erste Schritte
help-start-1 = Legen Sie ein Konto an und bestätigen Sie Ihre E-Mail-Adresse.
help-start-2 = Legen Sie Ihre Dateien auf der Seite „Nachweis erstellen“ ab. Warten Sie, bis die Fingerabdrücke fertig sind; bei großen Dateien dauert das.
help-start-3 = Tragen Sie ein, wer die Dateien innehat, lesen Sie die Vorschau und drücken Sie auf „Zeitstempel setzen“.
help-start-4 = Laden Sie das Nachweispaket herunter und bewahren Sie es mit der unveränderten Datei auf. Legen Sie von beiden eine zweite Kopie an einem anderen Ort ab.
help-start-5 = Prüfen Sie den Nachweis einmal auf der Seite „Nachweis prüfen“.

help-judge = Was ein Gericht fragen wird
help-judge-1-q = Was beweist das Token?
help-judge-1-a = Dass die Datei mit genau diesem Inhalt zur angegebenen Zeit existierte. Die Zeit signiert ein Zeitstempeldienst, der die Datei nicht kennt und auf keiner Seite steht.
help-judge-2-q = Könnte die Datei danach geändert worden sein?
help-judge-2-a = Nein. Ändert sich ein einziges Bit, ist der Fingerabdruck ein anderer und die Prüfung scheitert. Das zeigt die Antwort „Datei“.
help-judge-3-q = Könnte die Zeit zurückgestellt worden sein?
help-judge-3-a = Nicht vom Hinterleger. Der Zeitstempeldienst setzt sie. Außerdem steht jedes Token in einem öffentlichen Protokoll, das nur wächst, sodass ein später erstelltes Token auffiele.
help-judge-4-q = Wer sagt, dass diese Person der Inhaber war?
help-judge-4-a = Der Hinterleger hat es gesagt, und die Aussage wurde genau zu dieser Zeit festgelegt. Sie lässt sich nicht nachträglich austauschen. Wie weit die Identität des Hinterlegers geprüft wurde, steht in der Erklärung.
help-judge-5-q = Ist der Inhaber der Urheber oder Eigentümer?
help-judge-5-a = Das sagt der Nachweis nicht. Er ist ein Beleg für den Besitz zu einer Zeit; Urheberschaft und Eigentum ergeben sich aus anderen Tatsachen.
help-judge-6-q = Könnte dieselbe Person andere Namen hinterlegt haben?
help-judge-6-a = Ja. Jemand könnte eine Datei unter mehreren Namen hinterlegen und nur einen davon vorzeigen. Verlangen Sie weitere Belege, wenn es darauf ankommt.
help-judge-7-q = Wie prüfe ich das, ohne dem Dienst zu vertrauen?
help-judge-7-a = Mit OpenSSL, einem Programm, das auf den meisten Servern der Welt vorhanden ist. Das Paket enthält die Befehle. Vergleichen Sie den Fingerabdruck des Wurzelzertifikats mit einer unabhängigen Quelle.
help-judge-8-q = Was, wenn es den Dienst nicht mehr gibt?
help-judge-8-a = Das Paket enthält alles Nötige: Token, Zertifikate, Sperrlisten und Protokollnachweise.

help-keep = Einen Nachweis aufbewahren
help-keep-1-q = Was muss ich aufbewahren?
help-keep-1-a = Die unveränderte Datei und das Paket. Eine Kopie in der Cloud, eine auf einem Datenträger und ein ausgedruckter Fingerabdruck des Pakets ergänzen sich gut.
help-keep-2-q = Darf ich die Datei umbenennen?
help-keep-2-a = Ja. Der Name gehört nicht zum Fingerabdruck. Öffnen und neu Speichern in einem Programm ändert die Datei dagegen meist.
help-keep-3-q = Ich habe die Datei über einen Messenger geschickt, und sie passt nicht mehr. Warum?
help-keep-3-a = Viele Programme verkleinern Bilder und Filme unterwegs. Nehmen Sie die Kopie, deren Fingerabdruck Sie berechnet haben.
help-keep-4-q = Wie lange gilt ein Nachweis?
help-keep-4-a = Das Token hat kein Ende. Das Zertifikat des Zeitstempeldienstes hat eines; danach wird für die Zeit geprüft, zu der das Token ausgestellt wurde, und das öffentliche Protokoll zeigt, dass es nicht jünger ist.
help-keep-5-q = Ich habe das Paket verloren. Was nun?
help-keep-5-a = Melden Sie sich an und laden Sie es unter „Meine Nachweise“ erneut herunter. Ihre Datei haben wir nicht; bewahren Sie diese also gut auf.

help-privacy = Datenschutz
help-privacy-1-q = Was verlässt mein Gerät?
help-privacy-1-a = Die Fingerabdrücke, die Namen und Anmerkungen, die Sie eingeben, und Dateinamen nur, wenn Sie das ankreuzen. Die Seite zeigt, wie viele Bytes Ihrer Dateien gesendet wurden: keine.
help-privacy-2-q = Kann jemand meine Datei aus dem Fingerabdruck erraten?
help-privacy-2-a = Praktisch nicht, es sei denn, die Datei ist so einfach, dass man sie selbst erraten kann, etwa ein einzeiliger Text. Fügen Sie einer solchen Datei vorher einen Satz hinzu, den niemand erraten kann.
help-privacy-3-q = Wer kann den Namen des Inhabers sehen?
help-privacy-3-a = Nur, wem Sie die Erklärung zeigen. Das Token enthält nichts als eine versiegelte Zahl.
help-privacy-4-q = Was geschieht, wenn ich mein Konto schließe?
help-privacy-4-a = Der Schlüssel zu Ihren Namen wird vernichtet, sodass niemand sie mehr lesen kann. Ihre Pakete bleiben gültig.

help-words = Wörter
help-word-fingerprint = Fingerabdruck
help-word-fingerprint-text = Eine Zahl, berechnet aus allen Bits einer Datei (SHA-256). Dieselbe Datei ergibt immer dieselbe, eine andere nach allem, was man weiß, nie.
help-word-token = Token
help-word-token-text = Eine kleine signierte Datei: dieser Fingerabdruck, diese Zeit (RFC 3161).
help-word-claim = Erklärung
help-word-claim-text = Ein kurzer Text, der sagt, wer die Datei innehatte. Er ist im Token versiegelt.
help-word-package = Nachweispaket
help-word-package-text = Eine ZIP-Datei mit allen Teilen eines Nachweises und den Mitteln, sie zu prüfen.
help-word-authority = Zeitstempeldienst
help-word-authority-text = Ein Dienst, der Fingerabdrücke mit der genauen Zeit signiert, und sonst nichts.
help-word-certificate = Zertifikat
help-word-certificate-text = Sagt, wessen Signatur es ist. Am Ende der Kette steht ein Wurzelzertifikat, dem Sie aus anderen Gründen vertrauen müssen.
help-word-log = Öffentliches Protokoll
help-word-log-text = Eine Liste aller Token, an die nur angehängt werden kann.
help-word-accuracy = Genauigkeit
help-word-accuracy-text = Wie weit die angegebene Zeit von der wahren abweichen kann.
help-word-holder = Inhaber
help-word-holder-text = Wer die Datei hatte, als sie den Zeitstempel erhielt, nach Angabe des Hinterlegers.
help-word-nonce = Nonce
help-word-nonce-text = Eine Zahl im Token. Hier ist sie der Fingerabdruck der Erklärung und bindet beide aneinander.

help-contact = Kontakt
help-contact-text = Schreiben Sie uns. Senden Sie keine Dateien, die geheim bleiben sollen.
help-contact-none = Der Betreiber dieses Dienstes hat keine Adresse angegeben.
help-integrators = Für Programmierer
help-integrators-text = Dasselbe geht auch mit einem Programm.
help-integrators-link = Beschreibung der Schnittstelle (OpenAPI)
