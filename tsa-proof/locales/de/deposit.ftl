# The page that makes proofs: choose, name the holder, timestamp.

deposit-title = Nachweis erstellen
deposit-lead = Drei Schritte. Ihre Dateien bleiben die ganze Zeit auf Ihrem Gerät.
deposit-step-1 = Auswählen
deposit-step-2 = Inhaber
deposit-step-3 = Zeitstempel
deposit-steps = Schritte

# 1 Choose
deposit-choose = Dateien auswählen
deposit-choose-hint = Jede Art, jede Größe. Ein Ordner ergibt einen Nachweis für jede Datei darin oder einen für alle.
deposit-paste = Stattdessen Fingerabdrücke einfügen
deposit-paste-hint = Ein SHA-256-Fingerabdruck je Zeile, wie sha256sum ihn ausgibt. Nützlich, wenn die Datei auf einem anderen Rechner liegt.
deposit-paste-label = Fingerabdrücke
deposit-paste-add = Hinzufügen
deposit-paste-bad = Zeile { $line } ist kein SHA-256-Fingerabdruck: Erwartet werden 64 Zeichen 0–9 und a–f.
deposit-paste-added = { $count ->
    [one] { $count } Fingerabdruck hinzugefügt.
   *[other] { $count } Fingerabdrücke hinzugefügt.
}
deposit-sent = { $count ->
    [0] 0 Bytes Ihrer Dateien gesendet
    [one] { $count } Byte Ihrer Dateien gesendet
   *[other] { $count } Bytes Ihrer Dateien gesendet
}
deposit-sent-how = Hier gemessen: Anfragen des Rahmens, in dem Ihre Dateien liegen, wie der Browser selbst sie meldet.
deposit-requests = Bisherige Anfragen des Rahmens, in dem Ihre Dateien liegen: { $count }
deposit-rate = { $rate } pro Sekunde
deposit-left = noch etwa { $span }
deposit-progress = { $done } von { $total }
deposit-pause = Anhalten
deposit-resume = Fortsetzen
deposit-cancel = Alles abbrechen
deposit-paused = Angehalten
deposit-hashing = Fingerabdrücke werden berechnet
deposit-all-done = Alle Fingerabdrücke sind fertig.
deposit-some-ready = Angehalten. Fertige Fingerabdrücke: { $count }
deposit-file-failed = { $count ->
    [one] { $count } Datei war nicht lesbar und wurde ausgelassen.
   *[other] { $count } Dateien waren nicht lesbar und wurden ausgelassen.
}
deposit-restored = { $count ->
    [one] Der zuvor berechnete Fingerabdruck ist noch da.
   *[other] Die { $count } zuvor berechneten Fingerabdrücke sind noch da.
}
deposit-start-over = Von vorn beginnen
deposit-skipped = Weggelassen, weil schon in der Liste: { $count }.
deposit-merged = Dateien mit demselben Inhalt wie eine andere, die sich deren Nachweis teilen: { $count }.
deposit-loose = Fingerabdrücke ohne ihre Datei hier

# What it is
deposit-kind = Was ist es?
deposit-kind-trade-secret-hint = Der Dateiname bleibt bei Ihnen: Festgehalten wird nur eine versiegelte Spur davon.
deposit-kind-research-hint = Aufzeichnungen, Daten und Ergebnisse, die zu einer Reihe gehören.
deposit-kind-creative-hint = Text, Musik, Bild oder Design, mit Titel und Urhebern.
deposit-kind-software-hint = Quellcode, eine Version oder ein ganzer Ordner davon.
deposit-hint-git = Einen Nachweis für einen Git-Commit mit allen Dateien erstellen Sie auf der Befehlszeile: { $command }
deposit-hint-together = Für die Daten einer Studie wählen Sie oben „Ein Nachweis für alle zusammen“: Dann erhält der Ordner einen Nachweis.
deposit-kind-contract-hint = Eine Vereinbarung oder Lizenz zwischen zwei Parteien.
deposit-kind-evidence-of-use-hint = Beleg, dass etwas gezeigt oder verkauft wurde, mit Datum und Ort.
deposit-kind-other-hint = Jede andere Datei.
deposit-stage = Wie weit ist es?
deposit-series = Reihe oder Projekt
deposit-series-hint = Zum Beispiel die Nummer eines Laborbuchs. Steht im Nachweis.
deposit-work-title = Titel des Werks
deposit-work-title-hint = Steht im Nachweis.
deposit-note = Anmerkung
deposit-note-hint = Steht im Nachweis.
deposit-use-note = Datum und Ort der Benutzung
deposit-use-note-hint = Zum Beispiel: auf einer Messe in Lyon am 3. Mai 2026 gezeigt. Steht im Nachweis.
deposit-contract-title = Gegenstand des Vertrags
deposit-contract-title-hint = Steht im Nachweis.
deposit-label = Name für Ihre eigene Liste
deposit-label-hint = Nur Sie sehen ihn. Er ist kein Teil des Nachweises.

# 2 Holder
deposit-holder = Wer ist der Inhaber?
deposit-holder-hint = Der Name wird im Nachweis versiegelt. Er erscheint nur, wenn Sie jemandem die Erklärung des Nachweises zeigen.
deposit-holder-grid = Inhaber der Dateien
deposit-holder-name = Name des Inhabers
deposit-holder-name-row = Name des Inhabers von { $file }
deposit-holder-kind = Person oder Organisation
deposit-holder-kind-row = Person oder Organisation: Inhaber von { $file }
deposit-holder-role = Rolle
deposit-holder-role-row = Rolle des Inhabers von { $file }
deposit-holder-second = Andere Vertragspartei
deposit-holder-add = Weiteren Inhaber hinzufügen
deposit-holder-extra = Weitere Inhaber, für alle Dateien dieselben
deposit-fill-down = Ersten Namen für alle verwenden
deposit-paste-column = Namensliste einfügen
deposit-paste-column-hint = Ein Name je Zeile, in der Reihenfolge der Dateien. Sie können auch eine Spalte einer Tabelle direkt in die Liste einfügen.
deposit-paste-column-label = Namen
deposit-paste-column-apply = Eintragen
deposit-filled = { $count ->
    [one] { $count } Name eingetragen.
   *[other] { $count } Namen eingetragen.
}
deposit-grid-hint = Mit den Pfeiltasten auf und ab wechseln Sie die Zeile. Strg+D kopiert einen Namen nach unten.
deposit-same-holder = Derselbe Inhaber für alle Dateien
deposit-agent = Ich handle für jemand anderen
deposit-agent-hint = Für Anwälte und Vertreter: Ihr eigener Name steht neben dem des Inhabers.
deposit-agent-name = Ihr Name oder Ihre Kanzlei
deposit-agent-matter = Ihr Aktenzeichen
deposit-preview = Was im Nachweis stehen wird
deposit-preview-one = Laut Erklärung Inhaber der Datei mit dem Fingerabdruck { $fingerprint }: { $holder }.
deposit-preview-size = Ihre Größe ist { $size }.
deposit-preview-together = Der Fingerabdruck steht über ihre Liste für alle Dateien zusammen. Zahl der Dateien: { $count }.
deposit-preview-name = Ihr Name ist { $name }.
deposit-preview-name-hidden = Ihr Name wird nicht festgehalten.
deposit-preview-name-sealed = Ihr Name wird als versiegelte Spur festgehalten.
deposit-preview-title = Sie gehört zu: { $title }.
deposit-preview-note = Anmerkung: { $note }
deposit-preview-agent = Von { $agent } für den Inhaber hinterlegt.
deposit-preview-matter = Aktenzeichen: { $matter }.
deposit-preview-assurance = Wie weit die Identität des Hinterlegers geprüft wurde: { $assurance }.
deposit-preview-time = Die Zeit setzt der Zeitstempeldienst ein, nicht Sie und nicht wir.
deposit-preview-which = Gezeigt für { $file }
deposit-declaration = Ich erkläre, dass die als Inhaber genannten Personen und Organisationen diese Datei innehatten, als ich ihren Fingerabdruck hinterlegte, und dass ich sie hier nennen darf.

# 3 Timestamp
deposit-issue = Zeitstempel setzen: { $count ->
    [one] { $count } Datei
   *[other] { $count } Dateien
}
deposit-issue-none = Wählen Sie zuerst eine Datei
deposit-issue-together = Zeitstempel für alle Dateien zusammen setzen ({ $count })
deposit-together = Alle Dateien zusammen ({ $count })
deposit-issue-hint = Jetzt, und erst jetzt, werden die Fingerabdrücke und die oben genannten Namen gesendet.
deposit-sign-in-first = Melden Sie sich an, um den Zeitstempel zu setzen. Ihre Fingerabdrücke warten hier.
deposit-sign-in = Anmelden und zurückkommen
deposit-sign-up = Konto anlegen
deposit-issuing = Zeitstempel werden gesetzt
deposit-issue-progress = { $done } von { $total } Nachweisen fertig
deposit-state-sending = Wird gesendet
deposit-state-queued = Wartet auf das Token
deposit-state-verifying = Token wird hier geprüft
deposit-state-done = Fertig
deposit-state-failed = Fehlgeschlagen
deposit-state-refused = Das Token hat die Prüfung nicht bestanden. Verlassen Sie sich nicht darauf.
deposit-failed-some = { $count ->
    [one] { $count } Datei erhielt keinen Nachweis. Nichts ist verloren: Versuchen Sie es erneut.
   *[other] { $count } Dateien erhielten keinen Nachweis. Nichts ist verloren: Versuchen Sie es erneut.
}
deposit-try-again = Erneut versuchen
deposit-done = { $count ->
    [one] Ihr Nachweis ist fertig.
   *[other] Ihre { $count } Nachweise sind fertig.
}
deposit-see-result = Nachweise ansehen
deposit-package-with = Paket mit der Datei darin
deposit-package-together = Paket mit den Dateien darin
deposit-name-keys = Die Namen Ihrer Dateien werden als versiegelte Spuren festgehalten. Speichern Sie jetzt die Schlüssel dazu: Nur diese Seite hat sie, und ohne sie lassen sich die Namen später nicht belegen.
deposit-name-keys-save = Schlüssel zu den Namen speichern
deposit-manifest = Die Liste Ihrer Dateien wurde als { $name } gespeichert. Bewahren Sie sie bei den Dateien auf und halten Sie sie geheim: Ohne sie lässt sich dieser Nachweis nicht prüfen, und niemand kann sie wiederherstellen.
deposit-manifest-save = Liste der Dateien noch einmal speichern
deposit-error-offline = Der Dienst ist nicht erreichbar. Ihre Fingerabdrücke bleiben hier; versuchen Sie es gleich noch einmal.
deposit-error-signed-out = Sie wurden abgemeldet. Melden Sie sich wieder an; Ihre Fingerabdrücke bleiben hier.
deposit-error-declaration = Bestätigen Sie zuerst die Erklärung.
deposit-error-many = Höchstens { $count } Dateien können auf einmal mit einem Zeitstempel versehen werden.
deposit-error-refused = Der Dienst hat abgelehnt: { $detail }

# Names that are refused, and why
deposit-text-empty = Ein Name fehlt.
deposit-text-too-long = Zu lang: höchstens { $count } Zeichen.
deposit-text-control = Enthält ein Steuerzeichen.
deposit-text-bidi = Enthält ein verstecktes Zeichen, das die Schreibrichtung ändert.
deposit-text-invisible = Enthält ein unsichtbares Zeichen.
deposit-text-space = Beginnt oder endet mit einem Leerzeichen, hat zwei hintereinander oder ein ungewöhnliches.
deposit-text-not-a-character = Enthält etwas, das kein Zeichen ist.
deposit-text-mark-first = Beginnt mit einem Akzent ohne Buchstaben.
deposit-text-not-normalised = Ungewöhnlich kodiert. Tippen Sie den Namen neu.
