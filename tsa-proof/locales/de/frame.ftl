# The frame in which files are chosen: the only place that ever sees them.

frame-title = Ihre Dateien, auf Ihrem Gerät

frame-drop-deposit = Dateien oder einen Ordner hier ablegen
frame-drop-landing = Datei ablegen, um einen Nachweis zu erstellen, oder Nachweis ablegen, um ihn zu prüfen
frame-drop-verify = Datei und Nachweis hier ablegen
frame-hint-deposit = Sie werden auf Ihrem Gerät gelesen und nirgendwohin gesendet.
frame-hint-landing = Dateien werden auf Ihrem Gerät gelesen und nirgendwohin gesendet.
frame-hint-verify = Dateien, Ordner, Token (.tsr, .tst), Erklärungen (.json), Pakete (.zip, .asics), Zertifikate (.pem), in beliebiger Reihenfolge. Alles bleibt auf Ihrem Gerät.
frame-choose-files = Dateien auswählen
frame-choose-folder = Ordner auswählen
frame-folder-not-read = Ihr Browser öffnet den abgelegten Ordner { $name } hier nicht. Legen Sie ihn allein ab, oder nehmen Sie „Ordner auswählen“.

frame-text = Oder einen Text verwenden
frame-text-name = Name des Textes
frame-text-body = Text
frame-text-use = Diesen Text verwenden
frame-text-hint = Ein kurzer Text lässt sich erraten: Wer vermutet, was darin steht, kann es ausprobieren und den Fingerabdruck vergleichen. Soll er geheim bleiben, fügen Sie eine Zeile zufälliger Wörter hinzu und bewahren Sie den Text genau so auf.
frame-small = Sehr kleine Dateien: { $count }. Wer den Inhalt vermutet, kann ihn ausprobieren und den Fingerabdruck vergleichen. Soll er geheim bleiben, wählen Sie auf der Seite „Nachweis erstellen“ die Möglichkeit „Ein Nachweis für alle zusammen“, auch für eine einzige Datei: Dann geht in den Fingerabdruck ein Geheimnis ein, das nur Sie haben.

frame-names = Dateinamen
frame-names-none = Namen auf diesem Gerät behalten
frame-names-send = Namen in die Nachweise schreiben
frame-names-commit = Namen versiegeln: Nur wer Ihre Siegeldatei hat, kann sie später belegen
frame-way = Nachweise
frame-way-each = Ein Nachweis für jede Datei
frame-way-one = Ein Nachweis für alle zusammen
frame-way-hint = Ein Token steht für alle Dateien zusammen. Bevor etwas gesendet wird, wird ihre Liste als manifest-….json auf Ihrem Gerät gespeichert. Bewahren Sie sie bei den Dateien auf und halten Sie sie geheim: Ohne sie lässt sich der Nachweis nicht prüfen. In den Fingerabdruck geht ein Geheimnis aus dieser Liste ein, sodass niemand aus ihm den Inhalt einer Datei erraten kann.
frame-way-sign-in = Um einen Nachweis für alle Dateien zu erstellen, melden Sie sich zuerst an und wählen Sie sie danach aus.
frame-folder-path = Es gibt keinen gemeinsamen Nachweis wegen des Namens { $name }: Er hat ein unsichtbares oder ungewöhnliches Zeichen, einen umgekehrten Schrägstrich oder ist zu lang. Benennen Sie die Datei um und wählen Sie sie erneut, oder entfernen Sie sie aus der Liste.
frame-folder-path-twice = Es gibt keinen gemeinsamen Nachweis, weil zwei Dateien den Pfad { $name } haben. Entfernen Sie eine aus der Liste, oder wählen Sie den Ordner, in dem beide liegen.
frame-folder-unread = Es gibt keinen gemeinsamen Nachweis, weil { $name } nicht bis zum Ende gelesen wurde. Entfernen Sie die Datei aus der Liste und wählen Sie sie erneut.
frame-folder-count = Es gibt keinen gemeinsamen Nachweis: Höchstens 100.000 Dateien passen in einen.

frame-remove = { $name } entfernen
frame-more-files = { $count ->
    [one] Und { $count } weitere Datei
   *[other] Und { $count } weitere Dateien
}

frame-state-waiting = Wartet
frame-state-hashing = Fingerabdruck wird berechnet
frame-state-paused = Angehalten
frame-state-done = Fertig
frame-state-cancelled = Abgebrochen
frame-state-reading = Wird gelesen
frame-state-fingerprint = Fingerabdruck

# What a dropped thing turned out to be.
frame-state-token = Zeitstempel-Token
frame-state-refusal = Eine Ablehnung, kein Token
frame-state-request = Zeitstempel-Anfrage
frame-state-claim = Erklärung
frame-state-package = Paket
frame-state-certificate = Zertifikat
frame-state-crl = Sperrliste
frame-state-log-proof = Protokollnachweis
frame-state-supplement = Teil eines Nachweises
frame-state-tsd = TimeStampedData (.tsd): gilt als Datei, Token darin werden hier nicht gelesen
frame-state-asice = Container ASiC-E: gilt als Datei, Signaturen und Token darin werden hier nicht gelesen

frame-error-changed = Die Datei hat sich beim Lesen geändert. Entfernen Sie sie und wählen Sie sie erneut.
frame-error-unreadable = Die Datei ist nicht lesbar. Ist sie anderswo geöffnet oder wurde sie verschoben?
frame-error-internal = Dieser Browser konnte das nicht zu Ende bringen. Laden Sie die Seite neu und versuchen Sie es erneut.
frame-error-engine = Dieser Browser kann hier keine Dateien lesen, weil er WebAssembly nicht ausführt. Aktualisieren Sie ihn oder verwenden Sie einen anderen.
frame-error-package = Dieses Archiv ist beschädigt oder von einer Art, die nicht gelesen werden kann.
