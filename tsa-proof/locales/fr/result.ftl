# What a deposit gave, and the page of one proof.

result-title = Vos preuves
result-title-one = Votre preuve
result-lead = { $count ->
    [one] { $count } fichier est horodaté.
   *[other] { $count } fichiers sont horodatés.
}
result-waiting = { $count ->
    [one] { $count } fichier attend encore son jeton. Cette page s’actualise d’elle-même.
   *[other] { $count } fichiers attendent encore leurs jetons. Cette page s’actualise d’elle-même.
}
result-failed = { $count ->
    [one] { $count } fichier n’a pas reçu de preuve.
   *[other] { $count } fichiers n’ont pas reçu de preuve.
}
result-proof = Preuve
result-proof-title = Preuve de { $name }
result-existed = Le fichier existait à ce moment :
result-accuracy = L’heure est juste { $accuracy }.
result-holder = Détenteur enregistré
result-agent = Déposé par
result-matter = Référence
result-work-title = Titre
result-work-note = Remarque
result-assurance = Identité du déposant
result-file-name = Nom du fichier
result-file-name-sealed = scellé ; vous en avez la clé
result-file-name-none = non enregistré
result-service = Service
result-made = Créé le
result-verified-here = Vérifié à l’instant dans votre navigateur : le jeton est correct.
result-verified-failed = La vérification dans votre navigateur a échoué. Ne vous fiez pas à ce jeton.
result-verifying = Vérification du jeton dans votre navigateur…

result-keep = Gardez ces deux-là ensemble
result-keep-text = Votre fichier, inchangé, et son dossier de preuve. Les deux ensemble sont la preuve. L’un sans l’autre ne suffit pas.
result-keep-file = Votre fichier original
result-keep-file-text = Ne le réenregistrez pas et ne le convertissez pas. Le renommer ne nuit pas, et une copie exacte convient aussi.
result-keep-package = Son dossier de preuve
result-keep-package-text = Jetons, déclaration, certificats, et un petit programme qui vérifie le tout sans nous.
result-package = Télécharger le dossier de preuve
result-package-with = Télécharger le dossier de preuve avec le fichier
result-package-with-hint = Il est assemblé sur votre machine. Déposez le fichier ici ; il n’est pas envoyé.
result-together = Cette preuve porte sur plusieurs fichiers ensemble. Pour la vérifier, il faut les fichiers et leur liste, manifest-….json, enregistrée sur votre appareil quand la preuve a été faite. Déposez-la avec le dossier de preuve et les fichiers.
result-package-built = Le dossier de preuve est prêt : { $size }.
result-package-wrong-file = C’est un autre fichier : son empreinte diffère. Déposez celui qui a été horodaté.
result-package-waiting = Le journal public est encore en cours d’écriture. Un téléchargement l’attend quelques secondes.
result-all-packages = Télécharger tous les dossiers de preuve
result-all-packages-hint = Une archive, avec un dossier de preuve par fichier.
result-parts = Pièces séparées
result-part-token = Jeton
result-part-token-text = L’heure signée du fichier, selon la RFC 3161 (file.tsr)
result-part-claim = Déclaration
result-part-claim-text = Qui le détenait, en clair et avec exactitude (claim.json)
result-part-claim-token = Jeton de la déclaration
result-part-claim-token-text = L’heure signée de la déclaration (claim.tst)
result-part-container = Conteneur
result-part-container-text = La déclaration et son jeton pour les validateurs européens (claim.asics)
result-drill = Essayez tout de suite
result-drill-text = Vérifiez la preuve une fois tant qu’elle est toute récente, pour savoir comment on fait.
result-drill-link = Vérifier une preuve
result-again = En créer une autre
result-to-vault = Toutes mes preuves
result-timeline = Chronologie
result-event-fingerprint = Empreinte reçue
result-event-file-token = Fichier horodaté
result-event-claim-token = Nom du détenteur horodaté
result-event-logged = Inscrit au journal public
result-failure = Pourquoi cela a échoué
result-failure-text = Rien n’a été enregistré pour ce fichier. Horodatez-le à nouveau.

result-mail = Me l’envoyer par courriel
result-mail-sent = C’est en route vers votre adresse électronique.
result-mail-hint = Heures, numéros de série et empreintes ; aucun nom de fichier ni de détenteur.
