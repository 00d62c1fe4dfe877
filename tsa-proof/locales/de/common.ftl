# Words of every page: header, footer, buttons, states.

common-brand = Proof

common-skip = Zum Inhalt springen
common-menu = Hauptmenü
common-account-menu = Ihr Konto
common-language = Sprache
common-languages = Sprache wählen
common-theme = Farben
common-theme-auto = Wie das Gerät
common-theme-light = Hell
common-theme-dark = Dunkel

common-nav-make = Nachweis erstellen
common-nav-check = Nachweis prüfen
common-nav-vault = Meine Nachweise
common-nav-compare = Zwei Nachweise vergleichen
common-nav-trust = Vertrauen
common-nav-help = Hilfe
common-nav-account = Konto
common-nav-keys = API-Schlüssel
common-nav-outbox = Postausgang
common-sign-in = Anmelden
common-sign-up = Konto anlegen
common-sign-out = Abmelden

common-trial = Dies ist ein Versuchsbetrieb auf einem einzelnen Rechner. Seine Nachweise beruhen auf einem Zertifikat, dem niemand vertraut: zum Ausprobieren, nicht zum Beweisen.
common-noscript = Diese Seite arbeitet in Ihrem Browser, nicht bei uns: Sie braucht JavaScript, um den Fingerabdruck Ihrer Dateien zu berechnen, ohne sie zu versenden.

common-copy = Kopieren
common-copied = Kopiert
common-download = Herunterladen
common-more = Mehr
common-back = Zurück
common-next = Weiter
common-remove = Entfernen
common-optional = freiwillig
common-yes = Ja
common-no = Nein
common-unknown = unbekannt
common-pages = Seiten

common-sha256 = SHA-256-Fingerabdruck
common-sha512 = SHA-512-Fingerabdruck
common-serial = Seriennummer
common-policy = Richtlinie
common-time-utc = Zeit (UTC)
common-time-local = Nach Ihrer Uhr
common-size = Größe
common-file = Datei
common-file-number = Datei { $number }
common-holder = Inhaber
common-category = Art
common-stage = Stand
common-state = Status

common-state-queued = Wartet auf das Token
common-state-issued = Ausgestellt
common-state-failed = Fehlgeschlagen

common-category-trade-secret = Geschäftsgeheimnis
common-category-research = Forschungsunterlage
common-category-creative = Kreatives Werk
common-category-software = Software
common-category-contract = Vertrag
common-category-evidence-of-use = Benutzungsnachweis
common-category-other = Etwas anderes

common-stage-idea = Idee
common-stage-develop = In Arbeit
common-stage-protect = Wird geschützt
common-stage-manage = Wird verwaltet

common-kind-person = Person
common-kind-organisation = Organisation

common-role-holder = Inhaber
common-role-author = Urheber
common-role-owner = Eigentümer
common-role-inventor = Erfinder
common-role-party = Vertragspartei

common-assurance-none = nicht geprüft
common-assurance-email = E-Mail-Adresse bestätigt
common-assurance-domain = Domain bestätigt
common-assurance-eid = elektronischer Identitätsnachweis
common-assurance-manual = durch eine Person geprüft

common-accuracy-seconds = auf { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
} genau
common-accuracy-millis = auf { $count ->
    [one] { $count } Millisekunde
   *[other] { $count } Millisekunden
} genau

common-footer-privacy = Ihre Dateien bleiben auf Ihrem Gerät. Nur Fingerabdrücke werden gesendet, und nur, wenn Sie es veranlassen.
common-footer-check = Einen Nachweis zu prüfen ist kostenlos, braucht kein Konto und geht auch ohne uns.
