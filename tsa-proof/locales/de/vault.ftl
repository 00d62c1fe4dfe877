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
vault-column-time = Zeit
vault-column-file = Datei
vault-column-holder = Inhaber
vault-column-kind = Art
vault-column-state = Status
vault-next = Ältere
vault-first = Neueste
