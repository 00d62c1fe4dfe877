# Signing up and in, the account's settings, API keys.

account-email = E-Mail-Adresse
account-password = Passwort
account-password-hint = Mindestens 12 Zeichen. Einige Wörter, die nichts miteinander zu tun haben, sind leicht zu merken und schwer zu erraten.
account-current-password = Ihr jetziges Passwort
account-new-password = Neues Passwort
account-name = Ihr Name oder der Ihrer Organisation
account-name-hint = Er wird in Ihren Nachweisen als Name des Inhabers vorgeschlagen. Für jede Datei können Sie einen anderen wählen.
account-name-change-hint = Bestehende Nachweise behalten den Namen, mit dem sie erstellt wurden.
account-kind = Wer benutzt dieses Konto?
account-kind-individual = Eine Person
account-kind-company = Ein Unternehmen oder eine andere Organisation
account-kind-agent = Ein Vertreter, der für Mandanten arbeitet

account-sign-up-title = Konto anlegen
account-sign-up-lead = Kostenlos, in einer Minute. Wir brauchen eine E-Mail-Adresse, um Sie beim nächsten Mal wiederzuerkennen.
account-sign-up-button = Konto anlegen
account-have-one = Haben Sie schon eines?
account-none-yet = Haben Sie noch kein Konto?

account-check-mail-title = Sehen Sie in Ihrem Postfach nach
account-check-mail-sign-up = Wir haben Ihnen eine E-Mail mit einem Link geschickt. Öffnen Sie ihn und geben Sie Ihr Passwort ein: Dann gehört das Konto Ihnen. Kommt in einigen Minuten nichts an, sehen Sie im Spam-Ordner nach.
account-check-mail-reset = Wenn es zu dieser Adresse ein Konto gibt, ist eine E-Mail mit einem Link unterwegs. Der Link gilt 30 Minuten.
account-check-mail-email = Wenn diese Adresse verwendet werden kann, ist eine E-Mail mit einem Link dorthin unterwegs. Der Link gilt 24 Stunden.
account-check-mail-outbox = Postausgang öffnen

account-confirm-title = Bestätigen Sie Ihre E-Mail-Adresse
account-confirm-lead = Geben Sie das gewählte Passwort ein, und Ihr Konto ist bereit.
account-confirm-button = Bestätigen und anmelden

account-sign-in-title = Anmelden
account-sign-in-button = Anmelden
account-forgot = Passwort vergessen?
account-signed-out = Sie sind abgemeldet.
account-password-set = Ihr neues Passwort ist gesetzt. Melden Sie sich damit an.
account-erased = Ihr Konto und alles, was Sie nannte, ist gelöscht.

account-code-title = Code eingeben
account-code-lead = Ihr Konto verlangt einen zweiten Faktor.
account-code = Code
account-code-hint = Die sechs Ziffern, die Ihre Authenticator-App gerade zeigt, oder einer Ihrer Wiederherstellungscodes.

account-reset-title = Neues Passwort wählen
account-reset-lead = Nennen Sie uns Ihre E-Mail-Adresse. Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort setzen können.
account-reset-button = Link zusenden
account-new-password-title = Neues Passwort setzen
account-new-password-button = Passwort setzen
account-reset-revoke-keys = Auch alle API-Schlüssel widerrufen
account-reset-revoke-keys-hint = War vielleicht jemand anderes in Ihrem Konto, lassen Sie das angekreuzt. Ihre Programme brauchen dann neue Schlüssel.

account-link-title = Dieser Link gilt nicht mehr
account-link-text = Er wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an.

account-title = Konto
account-profile = Profil
account-assurance = Was wir von Ihnen wissen
account-assurance-none = Nichts wurde geprüft
account-assurance-email = Ihre E-Mail-Adresse wurde bestätigt. Das steht in den Nachweisen, und nicht mehr.
account-since = Konto seit
account-save = Speichern
account-saved = Gespeichert.
account-email-change = E-Mail-Adresse ändern
account-email-change-lead = Wir schicken einen Link an die neue Adresse und eine Nachricht an die alte. Die Adresse gilt, sobald Sie den Link geöffnet und Ihr Passwort eingegeben haben.
account-email-new = Neue E-Mail-Adresse
account-email-confirm-lead = Geben Sie Ihr Passwort ein, und Ihr Konto hat von nun an diese Adresse:
account-email-confirm-button = Diese Adresse verwenden
account-email-changed = Ihre E-Mail-Adresse ist geändert. Andere Geräte sind abgemeldet.
account-change-password = Passwort ändern
account-password-changed = Das Passwort ist geändert. Andere Geräte sind abgemeldet.

account-factor = Zweiter Faktor
account-factor-off = Die Anmeldung verlangt nur das Passwort. Ein Code aus einer App auf Ihrem Telefon macht ein gestohlenes Passwort nutzlos.
account-factor-on = Die Anmeldung verlangt einen Code aus Ihrer Authenticator-App.
account-factor-codes-left = { $count ->
    [one] { NUMBER($count) } Wiederherstellungscode ist übrig.
   *[other] { NUMBER($count) } Wiederherstellungscodes sind übrig.
}
account-factor-set = Codes einschalten
account-factor-manage = Ändern
account-factor-remove = Codes ausschalten
account-factor-removed = Codes sind ausgeschaltet.
account-factor-lead = Sie brauchen eine Authenticator-App auf Ihrem Telefon: irgendeine, die sechsstellige Codes erzeugt.
account-factor-add = Geben Sie ihr diesen Schlüssel
account-factor-type = Tippen Sie ihn in die Authenticator-App ein, oder öffnen Sie den Link unten auf dem Gerät, auf dem sie läuft:
account-factor-scan = Scannen Sie dieses Bild damit:
account-factor-picture = Bild mit dem Schlüssel, für die Kamera einer Authenticator-App
account-factor-open = Authenticator auf diesem Gerät öffnen
account-factor-prove = Geben Sie den angezeigten Code ein
account-recovery = Ihre Wiederherstellungscodes
account-recovery-lead = Drucken Sie sie aus oder schreiben Sie sie jetzt auf: Sie werden nur dieses eine Mal gezeigt. Jeder meldet Sie einmal an, wenn Ihr Telefon verloren ist.
account-recovery-renew = Neue Wiederherstellungscodes erzeugen
account-recovery-kept = Ich habe sie

account-sessions = Angemeldete Geräte
account-session-network = Netz
account-session-seen = Zuletzt benutzt
account-session-this = dieses
account-session-end = Abmelden
account-session-ended = Abgemeldet.
account-session-end-others = Alle anderen abmelden

account-leave = Ihre Daten
account-leave-lead = Nehmen Sie alles mit, was über Sie aufbewahrt wird, oder löschen Sie es. Ihre Nachweise gelten ohne uns weiter: Was Sie heruntergeladen haben, lässt sich für immer prüfen.
account-export = Alles herunterladen
account-export-lead = Sie erhalten eine Datei mit Ihrem Profil, Ihren Hinterlegungen, Erklärungen und Token.
account-export-button = Herunterladen
account-erase = Konto löschen
account-erase-lead = Ihr Name, Ihre Adresse, Ihre Erklärungen und alle Schlüssel werden sofort vernichtet, auch in unseren Sicherungen. Niemand kann sie zurückholen.
account-erase-keep = Token und Erklärungen, die Sie nicht heruntergeladen haben, sind für Sie verloren. Laden Sie zuerst alles herunter.
account-erase-button = Alles löschen

account-keys = API-Schlüssel
account-keys-lead = Mit einem Schlüssel erstellt und liest ein Programm von Ihnen Nachweise in Ihrem Namen.
account-keys-none = Noch gibt es keinen Schlüssel.
account-key-new = Neuer Schlüssel
account-key-name = Name
account-key-name-hint = Wo er benutzt wird, damit Sie wissen, welchen Sie widerrufen.
account-key-scopes = Was er darf
account-key-scope-deposit-write = Nachweise erstellen
account-key-scope-deposit-read = Nachweise lesen
account-key-scope-verify = Nachweise prüfen
account-key-scope-keys = Schlüssel anlegen und widerrufen
account-key-life = Gültigkeit
account-key-days = { $count ->
    [one] { NUMBER($count) } Tag
   *[other] { NUMBER($count) } Tage
}
account-key-no-end = bis zum Widerruf
account-key-made = Angelegt
account-key-used = Zuletzt benutzt
account-key-never = nie
account-key-ends = Endet
account-key-make = Schlüssel anlegen
account-key-once = Das ist der Schlüssel. Kopieren Sie ihn jetzt: Er wird nur dieses eine Mal gezeigt.
account-key-revoke = Widerrufen

account-outbox = Postausgang
account-outbox-lead = In diesem Versuchsbetrieb verlässt keine E-Mail den Rechner. Was gesendet worden wäre, steht hier.
account-outbox-empty = Noch wurde nichts gesendet.

account-error-email-refused = Diese E-Mail-Adresse kann nicht verwendet werden. Schreiben Sie sie wie name@example.org, in lateinischen Buchstaben.
account-error-kind-unknown = Wählen Sie, wer das Konto benutzt.
account-error-password-too-short = Das Passwort ist zu kurz: Es braucht mindestens 12 Zeichen.
account-error-password-too-long = Das Passwort ist zu lang.
account-error-password-common = Dieses Passwort ist eines der ersten, die ein Dieb versucht. Wählen Sie ein anderes.
account-error-password-address = Das Passwort darf nicht Ihre E-Mail-Adresse sein.
account-error-wrong-credentials = Die E-Mail-Adresse oder das Passwort ist falsch.
account-error-wrong-password = Das Passwort ist falsch.
account-error-email-not-confirmed = Ihre E-Mail-Adresse ist noch nicht bestätigt. Wir haben Ihnen den Link noch einmal geschickt.
account-error-link-not-valid = Dieser Link gilt nicht mehr. Fordern Sie einen neuen an.
account-error-code-wrong = Der Code ist falsch oder wurde schon benutzt. Warten Sie auf den nächsten.
account-error-second-factor-state = Das ist schon geschehen.
account-error-scopes-refused = Wählen Sie, was der Schlüssel darf.
account-error-key-end-refused = Wählen Sie, wie lange der Schlüssel gilt.
account-error-too-many-keys = Sie haben so viele Schlüssel, wie ein Konto haben darf. Widerrufen Sie zuerst einen.
account-error-not-signed-in = Melden Sie sich zuerst an.
account-error-too-many-tries = { $count ->
    [one] Zu viele Versuche. Versuchen Sie es in { NUMBER($count) } Minute erneut.
   *[other] Zu viele Versuche. Versuchen Sie es in { NUMBER($count) } Minuten erneut.
}
account-error-busy = Der Dienst ist ausgelastet. Versuchen Sie es gleich noch einmal.
account-error-internal = Ein Fehler auf unserer Seite. Er wurde vermerkt. Versuchen Sie es gleich noch einmal.
account-error-text-empty = Geben Sie einen Namen ein.
account-error-text-too-long = Der Name ist zu lang: höchstens 200 Zeichen.
account-error-text-control = Der Name enthält ein Steuerzeichen, etwa einen Zeilenumbruch. Tippen Sie ihn neu.
account-error-text-bidi = Der Name enthält ein unsichtbares Zeichen, das die Schreibrichtung ändert. Tippen Sie ihn neu.
account-error-text-invisible = Der Name enthält ein unsichtbares Zeichen. Tippen Sie ihn neu.
account-error-text-space = Der Name enthält ein ungewöhnliches Leerzeichen oder zwei hintereinander. Tippen Sie ihn neu.
account-error-text-not-a-character = Der Name enthält etwas, das nicht überall ein Zeichen ist. Tippen Sie ihn neu.
account-error-text-mark-first = Der Name beginnt mit einem Akzent, der zu keinem Buchstaben gehört. Tippen Sie ihn neu.
