# Words of every page: header, footer, buttons, states.

common-brand = Proof

common-skip = Aller au contenu
common-menu = Menu principal
common-account-menu = Votre compte
common-language = Langue
common-languages = Choisir une langue
common-theme = Couleurs
common-theme-auto = Selon l’appareil
common-theme-light = Clair
common-theme-dark = Sombre

common-nav-make = Créer une preuve
common-nav-check = Vérifier une preuve
common-nav-vault = Mes preuves
common-nav-compare = Comparer deux preuves
common-nav-trust = Confiance
common-nav-help = Aide
common-nav-account = Compte
common-nav-keys = Clés d’API
common-nav-outbox = Boîte d’envoi
common-sign-in = Se connecter
common-sign-up = Créer un compte
common-sign-out = Se déconnecter

common-trial = Ceci est un essai sur une seule machine. Ses preuves reposent sur un certificat auquel personne ne se fie : pour essayer, non pour prouver.
common-noscript = Cette page fonctionne dans votre navigateur, pas chez nous : elle a besoin de JavaScript pour calculer l’empreinte de vos fichiers sans les envoyer.

common-copy = Copier
common-copied = Copié
common-download = Télécharger
common-more = Plus
common-back = Retour
common-next = Suivant
common-remove = Retirer
common-optional = facultatif
common-yes = Oui
common-no = Non
common-unknown = inconnu
common-pages = Pages

common-sha256 = Empreinte SHA-256
common-sha512 = Empreinte SHA-512
common-serial = Numéro de série
common-policy = Politique
common-time-utc = Heure (UTC)
common-time-local = À votre horloge
common-size = Taille
common-file = Fichier
common-file-number = Fichier { $number }
common-holder = Détenteur
common-category = Nature
common-stage = Étape
common-state = État

common-state-queued = En attente de son jeton
common-state-issued = Délivré
common-state-failed = Échec

common-category-trade-secret = Secret d’affaires
common-category-research = Document de recherche
common-category-creative = Œuvre de création
common-category-software = Logiciel
common-category-contract = Contrat
common-category-evidence-of-use = Preuve d’usage
common-category-other = Autre chose

common-stage-idea = Idée
common-stage-develop = Création et développement
common-stage-protect = Protection
common-stage-manage = Gestion

common-kind-person = Personne
common-kind-organisation = Organisation

common-role-holder = Détenteur
common-role-author = Auteur
common-role-owner = Propriétaire
common-role-inventor = Inventeur
common-role-party = Partie

common-assurance-none = non vérifiée
common-assurance-email = adresse électronique confirmée
common-assurance-domain = domaine confirmé
common-assurance-eid = identité électronique
common-assurance-manual = vérifiée par une personne

common-accuracy-seconds = à { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
} près
common-accuracy-millis = à { $count ->
    [one] { $count } milliseconde
   *[other] { $count } millisecondes
} près

common-footer-privacy = Vos fichiers restent sur votre machine. Seules des empreintes sont envoyées, et seulement quand vous le demandez.
common-footer-check = Vérifier une preuve est gratuit, sans compte, et possible sans nous.
