# Pages for when something went wrong. Codes of the API are said with errors-code-….

errors-title = Une erreur s’est produite
errors-not-found = Cette page n’existe pas
errors-not-found-text = L’adresse est peut-être mal saisie, ou ce qui était ici est à vous et vous n’êtes pas connecté.
errors-forbidden = Cette requête a été refusée
errors-forbidden-text = Elle ne venait pas d’une page de ce service, ou la page est restée ouverte trop longtemps. Rechargez-la et recommencez.
errors-too-large = Trop à la fois
errors-too-large-text = La requête dépassait ce que le service accepte.
errors-too-many = Trop de tentatives
errors-too-many-text = Attendez un peu et réessayez.
errors-unavailable = Le service est occupé
errors-unavailable-text = Réessayez dans un instant. Rien de ce qui a été confirmé n’est perdu.
errors-internal = Une erreur de notre côté
errors-internal-text = Elle a été notée. Rien de ce qui a été confirmé n’est perdu. Réessayez dans un instant.
errors-bad-request = La requête n’a pas été comprise
errors-bad-request-text = Rechargez la page et recommencez.
errors-reference = Référence
errors-home = Vers la première page
errors-back = Retour
