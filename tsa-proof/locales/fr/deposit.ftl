# The page that makes proofs: choose, name the holder, timestamp.

deposit-title = Créer une preuve
deposit-lead = Trois étapes. Vos fichiers restent sur votre machine tout du long.
deposit-step-1 = Choisir
deposit-step-2 = Détenteur
deposit-step-3 = Horodater
deposit-steps = Étapes

# 1 Choose
deposit-choose = Choisissez vos fichiers
deposit-choose-hint = De toute nature et de toute taille. Un dossier donne une preuve pour chacun de ses fichiers, ou une seule pour tous.
deposit-paste = Coller plutôt des empreintes
deposit-paste-hint = Une empreinte SHA-256 par ligne, telle que sha256sum l’affiche. Utile quand le fichier est sur une autre machine.
deposit-paste-label = Empreintes
deposit-paste-add = Ajouter
deposit-paste-bad = La ligne { $line } n’est pas une empreinte SHA-256 : il faut 64 caractères 0–9 et a–f.
deposit-paste-added = { $count ->
    [one] { $count } empreinte ajoutée.
   *[other] { $count } empreintes ajoutées.
}
deposit-sent = { $count ->
    [0] 0 octet de vos fichiers envoyé
    [one] { $count } octet de vos fichiers envoyé
   *[other] { $count } octets de vos fichiers envoyés
}
deposit-sent-how = Mesuré ici : les requêtes du cadre qui contient vos fichiers, telles que le navigateur lui-même les rapporte.
deposit-requests = Requêtes faites jusqu’ici par le cadre qui contient vos fichiers : { $count }
deposit-rate = { $rate } par seconde
deposit-left = encore { $span } environ
deposit-progress = { $done } sur { $total }
deposit-pause = Suspendre
deposit-resume = Reprendre
deposit-cancel = Tout annuler
deposit-paused = Suspendu
deposit-hashing = Calcul des empreintes
deposit-all-done = Toutes les empreintes sont prêtes.
deposit-some-ready = Arrêté. Empreintes prêtes : { $count }
deposit-file-failed = { $count ->
    [one] { $count } fichier n’a pas pu être lu et a été laissé de côté.
   *[other] { $count } fichiers n’ont pas pu être lus et ont été laissés de côté.
}
deposit-restored = { $count ->
    [one] L’empreinte que vous aviez calculée est encore là.
   *[other] Les { $count } empreintes que vous aviez calculées sont encore là.
}
deposit-start-over = Recommencer
deposit-skipped = Laissés de côté, car déjà dans la liste : { $count }.
deposit-merged = Fichiers au contenu identique à un autre, qui partagent sa preuve : { $count }.
deposit-loose = Empreintes dont le fichier n’est pas ici

# What it is
deposit-kind = De quoi s’agit-il ?
deposit-kind-trade-secret-hint = Le nom du fichier reste chez vous : seule une trace scellée en est enregistrée.
deposit-kind-research-hint = Notes, données et résultats qui font partie d’une série.
deposit-kind-creative-hint = Texte, musique, image ou design, avec un titre et ses auteurs.
deposit-kind-software-hint = Code source, une version, ou tout un dossier.
deposit-hint-git = Pour une seule preuve d’un commit Git et de tous ses fichiers, utilisez la ligne de commande : { $command }
deposit-hint-together = Pour les données d’une étude, choisissez plus haut « Une seule preuve pour tous » : le dossier reçoit une preuve.
deposit-kind-contract-hint = Un accord ou une licence entre deux parties.
deposit-kind-evidence-of-use-hint = La preuve que quelque chose a été montré ou vendu, avec date et lieu.
deposit-kind-other-hint = Tout autre fichier.
deposit-stage = À quelle étape ?
deposit-series = Série ou projet
deposit-series-hint = Par exemple le numéro d’un cahier. Il est inscrit dans la preuve.
deposit-work-title = Titre de l’œuvre
deposit-work-title-hint = Il est inscrit dans la preuve.
deposit-note = Remarque
deposit-note-hint = Elle est inscrite dans la preuve.
deposit-use-note = Date et lieu de l’usage
deposit-use-note-hint = Par exemple : présenté à un salon à Lyon le 3 mai 2026. C’est inscrit dans la preuve.
deposit-contract-title = Objet du contrat
deposit-contract-title-hint = Il est inscrit dans la preuve.
deposit-label = Nom pour votre propre liste
deposit-label-hint = Vous seul le voyez. Il ne fait pas partie de la preuve.

# 2 Holder
deposit-holder = Qui le détient ?
deposit-holder-hint = Le nom est scellé dans la preuve. Il n’apparaît que si vous montrez à quelqu’un la déclaration de la preuve.
deposit-holder-grid = Détenteurs des fichiers
deposit-holder-name = Nom du détenteur
deposit-holder-name-row = Nom du détenteur de { $file }
deposit-holder-kind = Personne ou organisation
deposit-holder-kind-row = Personne ou organisation : détenteur de { $file }
deposit-holder-role = Rôle
deposit-holder-role-row = Rôle du détenteur de { $file }
deposit-holder-second = Autre partie
deposit-holder-add = Ajouter un détenteur
deposit-holder-extra = Autres détenteurs, les mêmes pour tous les fichiers
deposit-fill-down = Utiliser le premier nom pour tous
deposit-paste-column = Coller une liste de noms
deposit-paste-column-hint = Un nom par ligne, dans l’ordre des fichiers. Vous pouvez aussi coller une colonne de tableur directement dans le tableau.
deposit-paste-column-label = Noms
deposit-paste-column-apply = Remplir
deposit-filled = { $count ->
    [one] { $count } nom inscrit.
   *[other] { $count } noms inscrits.
}
deposit-grid-hint = Les flèches haut et bas passent d’une ligne à l’autre. Ctrl+D recopie un nom vers le bas.
deposit-same-holder = Le même détenteur pour tous les fichiers
deposit-agent = J’agis pour quelqu’un d’autre
deposit-agent-hint = Pour les avocats et mandataires : votre propre nom figure à côté de celui du détenteur.
deposit-agent-name = Votre nom ou cabinet
deposit-agent-matter = Votre référence
deposit-preview = Ce que dira la preuve
deposit-preview-one = Selon la déclaration, le fichier dont l’empreinte est { $fingerprint } était détenu par { $holder }.
deposit-preview-size = Sa taille est de { $size }.
deposit-preview-together = L’empreinte vaut pour tous les fichiers ensemble, par leur liste. Nombre de fichiers : { $count }.
deposit-preview-name = Son nom est { $name }.
deposit-preview-name-hidden = Son nom n’est pas enregistré.
deposit-preview-name-sealed = Son nom est enregistré sous forme de trace scellée.
deposit-preview-title = Il fait partie de : { $title }.
deposit-preview-note = Remarque : { $note }
deposit-preview-agent = Déposé par { $agent } pour le détenteur.
deposit-preview-matter = Référence : { $matter }.
deposit-preview-assurance = Jusqu’où l’identité du déposant a été vérifiée : { $assurance }.
deposit-preview-time = L’heure est ajoutée par l’autorité d’horodatage, ni par vous ni par nous.
deposit-preview-which = Affiché pour { $file }
deposit-declaration = Je déclare que les personnes et organisations nommées comme détenteurs détenaient ce fichier lorsque j’ai déposé son empreinte, et que j’ai le droit de les nommer ici.

# 3 Timestamp
deposit-issue = Horodater { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}
deposit-issue-none = Choisissez d’abord un fichier
deposit-issue-together = Horodater tous les fichiers en une seule preuve ({ $count })
deposit-together = Tous les fichiers ensemble ({ $count })
deposit-issue-hint = C’est maintenant, et maintenant seulement, que les empreintes et les noms ci-dessus sont envoyés.
deposit-sign-in-first = Connectez-vous pour horodater. Vos empreintes attendent ici.
deposit-sign-in = Se connecter et revenir
deposit-sign-up = Créer un compte
deposit-issuing = Horodatage en cours
deposit-issue-progress = Preuves prêtes : { $done } sur { $total }
deposit-state-sending = Envoi
deposit-state-queued = En attente de son jeton
deposit-state-verifying = Vérification du jeton ici
deposit-state-done = Terminé
deposit-state-failed = Échec
deposit-state-refused = La vérification du jeton a échoué. Ne vous y fiez pas.
deposit-failed-some = { $count ->
    [one] { $count } fichier n’a pas reçu de preuve. Rien n’est perdu : réessayez.
   *[other] { $count } fichiers n’ont pas reçu de preuve. Rien n’est perdu : réessayez.
}
deposit-try-again = Réessayer
deposit-done = { $count ->
    [one] Votre preuve est prête.
   *[other] Vos { $count } preuves sont prêtes.
}
deposit-see-result = Voir les preuves
deposit-package-with = Dossier de preuve avec le fichier
deposit-package-together = Dossier de preuve avec les fichiers
deposit-name-keys = Les noms de vos fichiers sont enregistrés sous forme de traces scellées. Enregistrez maintenant leurs clés : seule cette page les possède, et sans elles les noms ne pourront pas être montrés plus tard.
deposit-name-keys-save = Enregistrer les clés des noms
deposit-manifest = La liste de vos fichiers a été enregistrée sous le nom { $name }. Conservez-la avec les fichiers, sans la divulguer : sans elle cette preuve ne peut pas être vérifiée, et personne ne peut la refaire.
deposit-manifest-save = Enregistrer à nouveau la liste des fichiers
deposit-error-offline = Le service est injoignable. Vos empreintes sont gardées ici ; réessayez dans un instant.
deposit-error-signed-out = Vous avez été déconnecté. Reconnectez-vous ; vos empreintes sont gardées ici.
deposit-error-declaration = Confirmez d’abord la déclaration.
deposit-error-many = Au plus { $count } fichiers peuvent être horodatés en une fois.
deposit-error-refused = Le service a refusé : { $detail }

# Names that are refused, and why
deposit-text-empty = Il manque un nom.
deposit-text-too-long = Trop long : { $count } caractères au plus.
deposit-text-control = Contient un caractère de contrôle.
deposit-text-bidi = Contient un caractère caché qui change le sens de l’écriture.
deposit-text-invisible = Contient un caractère invisible.
deposit-text-space = Commence ou finit par une espace, en a deux de suite, ou une espace inhabituelle.
deposit-text-not-a-character = Contient quelque chose qui n’est pas un caractère.
deposit-text-mark-first = Commence par un accent sans lettre.
deposit-text-not-normalised = Écrit d’une manière inhabituelle. Saisissez-le à nouveau.
