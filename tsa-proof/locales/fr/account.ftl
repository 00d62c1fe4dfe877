# Signing up and in, the account's settings, API keys.

account-email = Adresse électronique
account-password = Mot de passe
account-password-hint = Au moins 12 caractères. Quelques mots sans rapport entre eux sont faciles à retenir et difficiles à deviner.
account-current-password = Votre mot de passe actuel
account-new-password = Nouveau mot de passe
account-name = Votre nom ou celui de votre organisation
account-name-hint = Il est proposé comme nom du détenteur dans vos preuves. Vous pouvez en choisir un autre pour chaque fichier.
account-name-change-hint = Les preuves déjà créées gardent le nom avec lequel elles l’ont été.
account-kind = Qui utilise ce compte ?
account-kind-individual = Une personne
account-kind-company = Une entreprise ou une autre organisation
account-kind-agent = Un mandataire qui travaille pour des clients

account-sign-up-title = Créer un compte
account-sign-up-lead = Gratuit, en une minute. Il nous faut une adresse électronique pour vous reconnaître quand vous revenez.
account-sign-up-button = Créer le compte
account-have-one = Vous en avez déjà un ?
account-none-yet = Vous n’avez pas encore de compte ?

account-check-mail-title = Consultez votre boîte de réception
account-check-mail-sign-up = Nous vous avons envoyé un courriel avec un lien. Ouvrez-le et saisissez votre mot de passe : le compte est alors à vous. Si rien n’arrive en quelques minutes, regardez dans les courriers indésirables.
account-check-mail-reset = S’il existe un compte à cette adresse, un courriel avec un lien est en route. Le lien est valable 30 minutes.
account-check-mail-email = Si cette adresse peut être utilisée, un courriel avec un lien lui est envoyé. Le lien est valable 24 heures.
account-check-mail-outbox = Ouvrir la boîte d’envoi

account-confirm-title = Confirmez votre adresse électronique
account-confirm-lead = Saisissez le mot de passe choisi, et votre compte est prêt.
account-confirm-button = Confirmer et se connecter

account-sign-in-title = Se connecter
account-sign-in-button = Se connecter
account-forgot = Mot de passe oublié ?
account-signed-out = Vous êtes déconnecté.
account-password-set = Votre nouveau mot de passe est enregistré. Utilisez-le pour vous connecter.
account-erased = Votre compte et tout ce qui vous nommait sont effacés.

account-code-title = Saisissez votre code
account-code-lead = Votre compte demande un second facteur.
account-code = Code
account-code-hint = Les six chiffres qu’affiche actuellement votre application d’authentification, ou l’un de vos codes de secours.

account-reset-title = Choisir un nouveau mot de passe
account-reset-lead = Indiquez-nous votre adresse électronique. Nous vous envoyons un lien pour choisir un nouveau mot de passe.
account-reset-button = Envoyez-moi le lien
account-new-password-title = Définir un nouveau mot de passe
account-new-password-button = Définir le mot de passe
account-reset-revoke-keys = Révoquer aussi toutes les clés d’API
account-reset-revoke-keys-hint = Si quelqu’un d’autre a pu entrer dans votre compte, laissez cette case cochée. Vos programmes auront alors besoin de nouvelles clés.

account-link-title = Ce lien n’est plus valable
account-link-text = Il a déjà servi, ou il est trop ancien. Demandez-en un nouveau.

account-title = Compte
account-profile = Profil
account-assurance = Ce que nous savons de vous
account-assurance-none = Rien n’a été vérifié
account-assurance-email = Votre adresse électronique a été confirmée. Les preuves le disent, et rien de plus.
account-since = Compte depuis
account-save = Enregistrer
account-saved = Enregistré.
account-email-change = Changer d’adresse électronique
account-email-change-lead = Nous envoyons un lien à la nouvelle adresse et un avis à l’ancienne. L’adresse change dès que vous ouvrez le lien et saisissez votre mot de passe.
account-email-new = Nouvelle adresse électronique
account-email-confirm-lead = Saisissez votre mot de passe, et votre compte aura désormais cette adresse :
account-email-confirm-button = Utiliser cette adresse
account-email-changed = Votre adresse électronique a été changée. Les autres appareils sont déconnectés.
account-change-password = Changer le mot de passe
account-password-changed = Le mot de passe a été changé. Les autres appareils sont déconnectés.

account-factor = Second facteur
account-factor-off = La connexion ne demande que le mot de passe. Un code d’une application sur votre téléphone rend inutile un mot de passe volé.
account-factor-on = La connexion demande un code de votre application d’authentification.
account-factor-codes-left = { $count ->
    [one] Il reste { NUMBER($count) } code de secours.
   *[other] Il reste { NUMBER($count) } codes de secours.
}
account-factor-set = Activer les codes
account-factor-manage = Modifier
account-factor-remove = Désactiver les codes
account-factor-removed = Les codes sont désactivés.
account-factor-lead = Il vous faut une application d’authentification sur votre téléphone : n’importe laquelle qui produit des codes à six chiffres.
account-factor-add = Donnez-lui cette clé
account-factor-type = Saisissez-la dans l’application, ou ouvrez le lien ci-dessous sur l’appareil où elle se trouve :
account-factor-scan = Scannez cette image avec l’application :
account-factor-picture = Image contenant la clé, pour l’appareil photo d’une application d’authentification
account-factor-open = Ouvrir l’application sur cet appareil
account-factor-prove = Saisissez le code affiché
account-recovery = Vos codes de secours
account-recovery-lead = Imprimez-les ou notez-les maintenant : ils ne sont montrés qu’une fois. Chacun vous connecte une fois si votre téléphone est perdu.
account-recovery-renew = Créer de nouveaux codes de secours
account-recovery-kept = Je les ai

account-sessions = Appareils connectés
account-session-network = Réseau
account-session-seen = Dernière utilisation
account-session-this = celui-ci
account-session-end = Déconnecter
account-session-ended = Déconnecté.
account-session-end-others = Déconnecter tous les autres

account-leave = Vos données
account-leave-lead = Emportez tout ce qui est conservé sur vous, ou effacez-le. Vos preuves restent valables sans nous : ce que vous avez téléchargé pourra toujours être vérifié.
account-export = Tout télécharger
account-export-lead = Vous recevez un fichier avec votre profil, vos dépôts, déclarations et jetons.
account-export-button = Télécharger
account-erase = Effacer le compte
account-erase-lead = Votre nom, votre adresse, vos déclarations et toutes les clés sont détruits aussitôt, y compris dans nos sauvegardes. Personne ne peut les rétablir.
account-erase-keep = Les jetons et déclarations que vous n’avez pas téléchargés sont perdus pour vous. Téléchargez d’abord tout.
account-erase-button = Tout effacer

account-keys = Clés d’API
account-keys-lead = Avec une clé, un de vos programmes crée et lit des preuves en votre nom.
account-keys-none = Il n’y a pas encore de clé.
account-key-new = Nouvelle clé
account-key-name = Nom
account-key-name-hint = Où elle servira, pour savoir laquelle révoquer.
account-key-scopes = Ce qu’elle permet
account-key-scope-deposit-write = Créer des preuves
account-key-scope-deposit-read = Lire des preuves
account-key-scope-verify = Vérifier des preuves
account-key-scope-keys = Créer et révoquer des clés
account-key-life = Validité
account-key-days = { $count ->
    [one] { NUMBER($count) } jour
   *[other] { NUMBER($count) } jours
}
account-key-no-end = jusqu’à révocation
account-key-made = Créée
account-key-used = Dernière utilisation
account-key-never = jamais
account-key-ends = Fin
account-key-make = Créer la clé
account-key-once = Voici la clé. Copiez-la maintenant : elle n’est montrée qu’une fois.
account-key-revoke = Révoquer

account-outbox = Boîte d’envoi
account-outbox-lead = Dans cet essai aucun courriel ne quitte la machine. Ce qui aurait été envoyé est montré ici.
account-outbox-empty = Rien n’a encore été envoyé.

account-error-email-refused = Cette adresse électronique ne peut être utilisée. Écrivez-la comme name@example.org, en lettres latines.
account-error-kind-unknown = Choisissez qui utilise le compte.
account-error-password-too-short = Le mot de passe est trop court : il faut au moins 12 caractères.
account-error-password-too-long = Le mot de passe est trop long.
account-error-password-common = Ce mot de passe est l’un des premiers qu’un voleur essaie. Choisissez-en un autre.
account-error-password-address = Le mot de passe ne doit pas être votre adresse électronique.
account-error-wrong-credentials = L’adresse électronique ou le mot de passe est incorrect.
account-error-wrong-password = Le mot de passe est incorrect.
account-error-email-not-confirmed = Votre adresse électronique n’est pas encore confirmée. Nous vous avons renvoyé le lien.
account-error-link-not-valid = Ce lien n’est plus valable. Demandez-en un nouveau.
account-error-code-wrong = Le code est incorrect, ou a déjà servi. Attendez le suivant.
account-error-second-factor-state = C’était déjà fait.
account-error-scopes-refused = Choisissez ce que la clé permet.
account-error-key-end-refused = Choisissez combien de temps la clé est valable.
account-error-too-many-keys = Vous avez autant de clés qu’un compte peut en avoir. Révoquez-en d’abord une.
account-error-not-signed-in = Connectez-vous d’abord.
account-error-too-many-tries = { $count ->
    [one] Trop de tentatives. Réessayez dans { NUMBER($count) } minute.
   *[other] Trop de tentatives. Réessayez dans { NUMBER($count) } minutes.
}
account-error-busy = Le service est occupé. Réessayez dans un instant.
account-error-internal = Une erreur de notre côté. Elle a été enregistrée. Réessayez dans un instant.
account-error-text-empty = Saisissez un nom.
account-error-text-too-long = Le nom est trop long : 200 caractères au plus.
account-error-text-control = Le nom contient un caractère de contrôle, comme un saut de ligne. Saisissez-le à nouveau.
account-error-text-bidi = Le nom contient un caractère invisible qui change le sens de l’écriture. Saisissez-le à nouveau.
account-error-text-invisible = Le nom contient un caractère invisible. Saisissez-le à nouveau.
account-error-text-space = Le nom contient une espace inhabituelle, ou deux de suite. Saisissez-le à nouveau.
account-error-text-not-a-character = Le nom contient quelque chose qui n’est pas partout un caractère. Saisissez-le à nouveau.
account-error-text-mark-first = Le nom commence par un accent qui n’appartient à aucune lettre. Saisissez-le à nouveau.
