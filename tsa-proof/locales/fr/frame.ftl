# The frame in which files are chosen: the only place that ever sees them.

frame-title = Vos fichiers, sur votre appareil

frame-drop-deposit = Déposez ici des fichiers ou un dossier
frame-drop-landing = Déposez un fichier pour créer une preuve, ou une preuve pour la vérifier
frame-drop-verify = Déposez ici le fichier et sa preuve
frame-hint-deposit = Ils sont lus sur votre appareil et ne sont envoyés nulle part.
frame-hint-landing = Les fichiers sont lus sur votre appareil et ne sont envoyés nulle part.
frame-hint-verify = Fichiers, dossiers, jetons (.tsr, .tst), déclarations (.json), dossiers de preuve (.zip, .asics), certificats (.pem), dans n’importe quel ordre. Tout reste sur votre appareil.
frame-choose-files = Choisir des fichiers
frame-choose-folder = Choisir un dossier
frame-folder-not-read = Votre navigateur n’ouvre pas ici le dossier déposé { $name }. Déposez-le seul, ou utilisez « Choisir un dossier ».

frame-text = Ou utiliser un texte
frame-text-name = Nom du texte
frame-text-body = Texte
frame-text-use = Utiliser ce texte
frame-text-hint = Un texte court se devine : qui soupçonne ce qu’il dit peut l’essayer et comparer l’empreinte. S’il doit rester secret, ajoutez une ligne de mots au hasard et conservez le texte tel quel.
frame-small = Très petits fichiers : { $count }. Qui en soupçonne le contenu peut l’essayer et comparer l’empreinte. S’il doit rester secret, choisissez « Une seule preuve pour tous » sur la page « Créer une preuve », même pour un seul fichier : un secret que vous seul avez entre alors dans l’empreinte.

frame-names = Noms de fichiers
frame-names-none = Garder les noms sur cet appareil
frame-names-send = Inscrire les noms dans les preuves
frame-names-commit = Sceller les noms : seul celui qui a votre fichier de sceau pourra les montrer plus tard
frame-way = Preuves
frame-way-each = Une preuve pour chaque fichier
frame-way-one = Une seule preuve pour tous
frame-way-hint = Un seul jeton vaut pour tous les fichiers. Avant tout envoi, leur liste est enregistrée sur votre appareil sous le nom manifest-….json. Conservez-la avec les fichiers, sans la divulguer : sans elle la preuve ne peut pas être vérifiée. Un secret de cette liste entre dans l’empreinte, si bien que personne ne peut en déduire le contenu d’un fichier.
frame-way-sign-in = Pour une seule preuve de tous les fichiers, connectez-vous d’abord et choisissez-les ensuite.
frame-folder-path = Pas de preuve commune, à cause du nom { $name } : il a un caractère invisible ou inhabituel, une barre oblique inverse, ou il est trop long. Renommez le fichier et choisissez-le à nouveau, ou retirez-le de la liste.
frame-folder-path-twice = Pas de preuve commune, car deux fichiers ont le chemin { $name }. Retirez l’un d’eux de la liste, ou choisissez le dossier où se trouvent les deux.
frame-folder-unread = Pas de preuve commune, car { $name } n’a pas été lu jusqu’au bout. Retirez-le de la liste et choisissez-le à nouveau.
frame-folder-count = Pas de preuve commune : elle peut réunir au plus 100 000 fichiers.

frame-remove = Retirer { $name }
frame-more-files = { $count ->
    [one] Et { $count } autre fichier
   *[other] Et { $count } autres fichiers
}

frame-state-waiting = En attente
frame-state-hashing = Calcul de l’empreinte
frame-state-paused = Suspendu
frame-state-done = Terminé
frame-state-cancelled = Annulé
frame-state-reading = Lecture
frame-state-fingerprint = Empreinte

# What a dropped thing turned out to be.
frame-state-token = Jeton d’horodatage
frame-state-refusal = Un refus, pas un jeton
frame-state-request = Demande d’horodatage
frame-state-claim = Déclaration
frame-state-package = Dossier de preuve
frame-state-certificate = Certificat
frame-state-crl = Liste de révocation
frame-state-log-proof = Preuve d’inscription au journal
frame-state-supplement = Pièce d’une preuve
frame-state-tsd = TimeStampedData (.tsd) : traité comme un fichier, ses jetons ne sont pas lus ici
frame-state-asice = Conteneur ASiC-E : traité comme un fichier, ses signatures et jetons ne sont pas lus ici

frame-error-changed = Le fichier a changé pendant la lecture. Retirez-le et choisissez-le à nouveau.
frame-error-unreadable = Le fichier ne peut pas être lu. Est-il ouvert ailleurs, ou a-t-il été déplacé ?
frame-error-internal = Ce navigateur n’a pas pu terminer. Rechargez la page et réessayez.
frame-error-engine = Ce navigateur ne peut pas lire de fichiers ici, car il n’exécute pas WebAssembly. Mettez-le à jour ou utilisez-en un autre.
frame-error-package = Cette archive est endommagée ou d’un genre qui ne peut être lu.
