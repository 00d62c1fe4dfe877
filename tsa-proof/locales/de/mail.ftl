# Letters to the owner of an account. Plain text. After "text" comes a link on its own line, then "after".
# { $service } is the host name of the service, such as proof.example.

mail-signature = { $service }: der Nachweis, dass Ihre Datei existierte

mail-confirm-subject = Bestätigen Sie Ihre E-Mail-Adresse
mail-confirm-text = Bei { $service } wurde ein Konto mit dieser Adresse angelegt. Wenn Sie das waren, öffnen Sie diesen Link innerhalb von 24 Stunden und geben Sie das gewählte Passwort ein:
mail-confirm-after = Wenn Sie es nicht waren, tun Sie nichts: Ohne das Passwort öffnet der Link nichts, und das Konto bleibt gesperrt.

mail-reset-subject = Wählen Sie ein neues Passwort
mail-reset-text = Jemand hat ein neues Passwort für Ihr Konto bei { $service } angefordert. Wenn Sie das waren, öffnen Sie diesen Link innerhalb von 30 Minuten:
mail-reset-after = Wenn Sie es nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.

mail-new-address-subject = Bestätigen Sie Ihre neue E-Mail-Adresse
mail-new-address-text = Der Inhaber eines Kontos bei { $service } möchte diese Adresse dafür verwenden. Waren Sie es, öffnen Sie innerhalb von 24 Stunden diesen Link und geben Sie Ihr Passwort ein:
mail-new-address-after = Waren Sie es nicht, tun Sie nichts: Ohne das Passwort öffnet der Link nichts.

mail-address-asked-subject = Ihr Konto soll eine andere Adresse bekommen
mail-address-asked-text = Jemand, der Ihr Passwort kennt, hat für Ihr Konto bei { $service } eine andere Adresse angegeben. Waren Sie es, ist hier nichts zu tun: Öffnen Sie den Link in Ihrem neuen Postfach. Waren Sie es nicht, wählen Sie sofort ein neues Passwort; das hält die Änderung auf:
mail-address-asked-after = Können Sie mit dieser Adresse kein neues Passwort mehr setzen, schreiben Sie dem Betreiber von { $service }.

mail-already-subject = Sie haben bereits ein Konto
mail-already-text = Jemand wollte bei { $service } ein Konto mit dieser Adresse anlegen, für die es schon eines gibt. Wenn Sie das waren, melden Sie sich hier an:
mail-already-after = Wenn Sie Ihr Passwort vergessen haben, fordern Sie dort ein neues an. Wenn Sie es nicht waren, tun Sie nichts.

mail-password-subject = Ihr Passwort wurde geändert
mail-password-text = Das Passwort Ihres Kontos bei { $service } wurde geändert, andere Geräte wurden abgemeldet. Wenn Sie das waren, ist nichts zu tun. Ihr Konto:
mail-password-after = Wenn Sie es nicht waren, fordern Sie sofort ein neues Passwort an.

mail-factor-set-subject = Anmeldecodes sind eingeschaltet
mail-factor-set-text = Ihr Konto bei { $service } verlangt bei der Anmeldung nun einen Code aus Ihrer Authenticator-App. Ihr Konto:
mail-factor-set-after = Wenn Sie es nicht waren, fordern Sie sofort ein neues Passwort an und beenden Sie alle anderen Sitzungen.

mail-factor-removed-subject = Anmeldecodes sind ausgeschaltet
mail-factor-removed-text = Ihr Konto bei { $service } verlangt bei der Anmeldung keinen Code mehr. Ihr Konto:
mail-factor-removed-after = Wenn Sie es nicht waren, fordern Sie sofort ein neues Passwort an und beenden Sie alle anderen Sitzungen.

mail-result-subject = Ihre Nachweise
mail-result-text = Sie haben { $service } gebeten, Ihnen das Ergebnis einer Hinterlegung zu senden. Die Nachweise und ihre Pakete sind hier:
mail-result-after = Jede Zeile unten ist ein Nachweis: seine Zeit (UTC), die Seriennummer seines Tokens und der SHA-256-Fingerabdruck der Datei. Diese E-Mail ist selbst kein Nachweis: Bewahren Sie die Pakete mit Ihren Dateien auf.
