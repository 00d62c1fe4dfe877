# The list of one's proofs.

vault-title = Meine Nachweise
vault-lead = Der Dienst bewahrt Ihre Nachweise auf, nie Ihre Dateien. Behalten Sie Kopien Ihrer Pakete: Sie gelten auch ohne uns.
vault-empty = Sie haben noch keine Nachweise.
vault-empty-link = Den ersten Nachweis erstellen
vault-none-found = Kein Nachweis passt zu diesen Filtern.
vault-search = Suchen
vault-search-hint = Name einer Datei oder eines Inhabers, Titel oder der Anfang eines Fingerabdrucks
vault-filter = Filter
vault-from = Von
vault-to = Bis
vault-any = Alle
vault-apply = Anzeigen
vault-reset = Alles anzeigen
vault-found = { $count ->
    [one] { $count } Nachweis
   *[other] { $count } Nachweise
}
vault-column-time = Zeit
vault-column-file = Datei
vault-column-holder = Inhaber
vault-column-kind = Art
vault-column-state = Zustand
vault-open = Öffnen
vault-next = Ältere
vault-first = Neueste
vault-compare = Zwei Nachweise vergleichen
vault-find-by-file = Nachweis einer Datei finden
vault-find-by-file-hint = Legen Sie eine Datei ab: Ihr Fingerabdruck wird in Ihrer Liste gesucht. Die Datei wird nicht gesendet.
