# The first page.

landing-title = Der Nachweis, dass Ihre Datei existierte
landing-lead = Der Fingerabdruck Ihrer Datei wird zusammen mit der genauen Zeit signiert. Ihre Datei verlässt Ihr Gerät nie, und jeder kann den Nachweis prüfen, ohne uns zu vertrauen.
landing-drop-title = Nachweis erstellen oder prüfen
landing-drop-lead = Legen Sie Dateien oder einen Ordner ab, um Nachweise zu erstellen. Legen Sie einen Nachweis ab, um ihn zu prüfen.
landing-continue = Weiter mit { $count ->
    [one] dieser Datei
   *[other] diesen { $count } Dateien
}
landing-check-instead = Sie haben einen Nachweis abgelegt. Prüfen wir ihn.
landing-nothing-sent = Bis Sie auf „Zeitstempel setzen“ drücken, wird nichts gesendet.

landing-how = So funktioniert es
landing-how-1-title = Fingerabdruck
landing-how-1-text = Ihr Browser berechnet aus jedem Bit der Datei eine kurze Zahl. Sie verrät nichts vom Inhalt, und keine andere Datei hat dieselbe.
landing-how-2-title = Zeitstempel
landing-how-2-text = Ein Zeitstempeldienst signiert den Fingerabdruck, die Zeit und einen versiegelten Vermerk, wer die Datei hatte. Das dauert eine Sekunde.
landing-how-3-title = Aufbewahren
landing-how-3-text = Sie erhalten ein kleines Paket. Bewahren Sie es mit Ihrer Datei auf: Beide zusammen sind der Nachweis, heute und in zwanzig Jahren.
landing-how-4-title = Prüfen
landing-how-4-text = Jeder kann ihn hier kostenlos prüfen oder bei sich mit dem weit verbreiteten Programm OpenSSL, selbst wenn es diesen Dienst nicht mehr gibt.

landing-for = Wofür es genutzt wird
landing-for-secret = Geschäftsgeheimnisse und Know-how, bevor man sie teilt
landing-for-research = Laborbücher und Forschungsdaten, während sie entstehen
landing-for-creative = Musik, Texte, Entwürfe und Quellcode, bevor man sie zeigt
landing-for-contract = Verträge, Lizenzen und Belege für die Benutzung einer Marke

landing-not = Was damit nicht bewiesen ist
landing-not-lead = Ein Zeitstempel ist ein starker Beleg für eine einzige Sache. Ehrlich ist, zu sagen, wo er endet.
landing-not-1-title = Nicht, wer die Datei gemacht hat
landing-not-1-text = Er belegt, dass die Datei zu dieser Zeit existierte, nicht, wer sie geschrieben hat oder wem sie rechtlich gehört.
landing-not-2-title = Nicht, wer Sie sind
landing-not-2-text = Der Name des Inhabers wird so festgehalten, wie er angegeben wurde. Wie weit er geprüft wurde, steht daneben; weiter wurde er nicht geprüft.
landing-not-3-title = Nicht, dass nur Sie die Datei hatten
landing-not-3-text = Andere können dieselbe Datei gehabt haben, und eine Person kann mehrere Namen hinterlegt haben.

landing-standards = Auf offenen Standards gebaut
landing-standards-text = Die Token folgen RFC 3161 und stehen in einem öffentlichen Protokoll. Kein Nachweis hängt von dieser Website ab.
landing-trust-link = Unsere Zertifikate und unser Protokoll
landing-help-link = Fragen, die ein Gericht stellen wird
