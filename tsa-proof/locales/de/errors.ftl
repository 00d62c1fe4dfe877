# Pages for when something went wrong. Codes of the API are said with errors-code-….

errors-title = Etwas ist schiefgegangen
errors-not-found = Diese Seite gibt es nicht
errors-not-found-text = Vielleicht ist die Adresse vertippt, oder was hier war, gehört Ihnen und Sie sind nicht angemeldet.
errors-forbidden = Diese Anfrage wurde abgelehnt
errors-forbidden-text = Sie kam nicht von einer Seite dieses Dienstes, oder die Seite war zu lange offen. Laden Sie sie neu und wiederholen Sie den Schritt.
errors-too-large = Zu viel auf einmal
errors-too-large-text = Die Anfrage war größer, als der Dienst annimmt.
errors-too-many = Zu viele Versuche
errors-too-many-text = Warten Sie ein wenig und versuchen Sie es erneut.
errors-unavailable = Der Dienst ist ausgelastet
errors-unavailable-text = Versuchen Sie es gleich noch einmal. Nichts, was bestätigt wurde, ist verloren.
errors-internal = Ein Fehler auf unserer Seite
errors-internal-text = Er wurde vermerkt. Nichts, was bestätigt wurde, ist verloren. Versuchen Sie es gleich noch einmal.
errors-bad-request = Die Anfrage wurde nicht verstanden
errors-bad-request-text = Laden Sie die Seite neu und wiederholen Sie den Schritt.
errors-reference = Kennung
errors-home = Zur Startseite
errors-back = Zurück
