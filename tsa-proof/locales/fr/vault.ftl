# The list of one's proofs.

vault-title = Mes preuves
vault-lead = Le service garde vos preuves, jamais vos fichiers. Conservez des copies de vos dossiers de preuve : ils restent utilisables sans nous.
vault-empty = Vous n’avez pas encore de preuve.
vault-empty-link = Créer votre première preuve
vault-none-found = Aucune preuve ne correspond à ces filtres.
vault-search = Rechercher
vault-search-hint = Nom d’un fichier ou d’un détenteur, titre, ou les premiers chiffres d’une empreinte
vault-filter = Filtres
vault-from = Du
vault-to = Au
vault-any = Indifférent
vault-apply = Afficher
vault-reset = Tout afficher
vault-column-time = Heure
vault-column-file = Fichier
vault-column-holder = Détenteur
vault-column-kind = Nature
vault-column-state = État
vault-next = Plus anciennes
vault-first = Plus récentes
