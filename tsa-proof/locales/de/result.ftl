# What a deposit gave, and the page of one proof.

result-title = Ihre Nachweise
result-title-one = Ihr Nachweis
result-lead = { $count ->
    [one] { $count } Datei trägt einen Zeitstempel.
   *[other] { $count } Dateien tragen einen Zeitstempel.
}
result-waiting = { $count ->
    [one] { $count } Datei wartet noch auf ihr Token. Diese Seite aktualisiert sich von selbst.
   *[other] { $count } Dateien warten noch auf ihre Token. Diese Seite aktualisiert sich von selbst.
}
result-failed = { $count ->
    [one] { $count } Datei erhielt keinen Nachweis.
   *[other] { $count } Dateien erhielten keinen Nachweis.
}
result-proof = Nachweis
result-proof-title = Nachweis für { $name }
result-existed = Die Datei existierte zu dieser Zeit:
result-accuracy = Die Zeit stimmt { $accuracy }.
result-holder = Vermerkter Inhaber
result-agent = Hinterlegt von
result-matter = Aktenzeichen
result-work-title = Titel
result-work-note = Anmerkung
result-assurance = Identität des Hinterlegers
result-file-name = Dateiname
result-file-name-sealed = versiegelt; Sie haben den Schlüssel
result-file-name-none = nicht festgehalten
result-service = Dienst
result-made = Erstellt am
result-verified-here = Eben in Ihrem Browser geprüft: Das Token ist in Ordnung.
result-verified-failed = Die Prüfung in Ihrem Browser ist fehlgeschlagen. Verlassen Sie sich nicht auf dieses Token.
result-verifying = Token wird in Ihrem Browser geprüft …

result-keep = Bewahren Sie diese zwei zusammen auf
result-keep-text = Ihre unveränderte Datei und ihr Nachweispaket. Beide zusammen sind der Nachweis. Eines allein genügt nicht.
result-keep-file = Ihre Originaldatei
result-keep-file-text = Nicht neu speichern und nicht umwandeln. Umbenennen schadet nicht, und eine genaue Kopie genügt.
result-keep-package = Ihr Nachweispaket
result-keep-package-text = Token, Erklärung, Zertifikate und ein kleines Programm, das alles ohne uns prüft.
result-package = Paket herunterladen
result-package-with = Paket mit der Datei darin herunterladen
result-package-with-hint = Es wird auf Ihrem Gerät gepackt. Legen Sie die Datei hier ab; sie wird nicht gesendet.
result-together = Dieser Nachweis gilt mehreren Dateien zusammen. Zum Prüfen braucht es die Dateien und ihre Liste manifest-….json, die auf Ihrem Gerät gespeichert wurde, als der Nachweis entstand. Legen Sie sie mit dem Paket und den Dateien ab.
result-package-built = Das Paket ist fertig: { $size }.
result-package-wrong-file = Das ist eine andere Datei: Ihr Fingerabdruck weicht ab. Legen Sie die ab, die den Zeitstempel erhielt.
result-package-waiting = Am öffentlichen Protokoll wird noch geschrieben. Ein Download wartet einige Sekunden darauf.
result-all-packages = Alle Pakete herunterladen
result-all-packages-hint = Ein Archiv mit einem Paket für jede Datei.
result-parts = Einzelne Teile
result-part-token = Token
result-part-token-text = Die signierte Zeit der Datei nach RFC 3161 (file.tsr)
result-part-claim = Erklärung
result-part-claim-text = Wer sie innehatte, in Worten und genau (claim.json)
result-part-claim-token = Token der Erklärung
result-part-claim-token-text = Die signierte Zeit der Erklärung (claim.tst)
result-part-container = Container
result-part-container-text = Erklärung und ihr Token für europäische Prüfprogramme (claim.asics)
result-drill = Probieren Sie es gleich aus
result-drill-text = Prüfen Sie den Nachweis einmal, solange er frisch ist, damit Sie wissen, wie es geht.
result-drill-link = Nachweis prüfen
result-again = Noch einen erstellen
result-to-vault = Alle meine Nachweise
result-timeline = Zeitleiste
result-event-fingerprint = Fingerabdruck eingegangen
result-event-file-token = Zeitstempel für die Datei
result-event-claim-token = Zeitstempel für den Namen des Inhabers
result-event-logged = Im öffentlichen Protokoll eingetragen
result-failure = Warum es fehlschlug
result-failure-text = Für diese Datei wurde nichts festgehalten. Setzen Sie den Zeitstempel erneut.

result-mail = Mir per E-Mail senden
result-mail-sent = Unterwegs an Ihre E-Mail-Adresse.
result-mail-hint = Zeiten, Seriennummern und Fingerabdrücke; keine Namen von Dateien oder Inhabern.
