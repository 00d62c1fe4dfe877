# Letters to the owner of an account. Plain text. After "text" comes a link on its own line, then "after".
# { $service } is the host name of the service, such as proof.example.

mail-signature = { $service } : la preuve que votre fichier existait

mail-confirm-subject = Confirmez votre adresse électronique
mail-confirm-text = Un compte a été créé sur { $service } avec cette adresse. Si c’était vous, ouvrez ce lien dans les 24 heures et saisissez le mot de passe choisi :
mail-confirm-after = Si ce n’était pas vous, ne faites rien : sans le mot de passe, le lien n’ouvre rien et le compte reste verrouillé.

mail-reset-subject = Choisissez un nouveau mot de passe
mail-reset-text = Quelqu’un a demandé un nouveau mot de passe pour votre compte sur { $service }. Si c’était vous, ouvrez ce lien dans les 30 minutes :
mail-reset-after = Si ce n’était pas vous, ne faites rien : votre mot de passe reste ce qu’il est.

mail-new-address-subject = Confirmez votre nouvelle adresse électronique
mail-new-address-text = Le titulaire d’un compte sur { $service } souhaite y utiliser cette adresse. Si c’était vous, ouvrez ce lien dans les 24 heures et saisissez votre mot de passe :
mail-new-address-after = Si ce n’était pas vous, ne faites rien : sans le mot de passe, le lien n’ouvre rien.

mail-address-asked-subject = Changement d’adresse demandé pour votre compte
mail-address-asked-text = Quelqu’un qui connaît votre mot de passe a demandé une autre adresse pour votre compte sur { $service }. Si c’était vous, il n’y a rien à faire ici : ouvrez le lien reçu à la nouvelle adresse. Sinon, choisissez tout de suite un nouveau mot de passe ; cela bloque le changement :
mail-address-asked-after = Si vous ne pouvez plus définir de nouveau mot de passe avec cette adresse, écrivez à l’exploitant de { $service }.

mail-already-subject = Vous avez déjà un compte
mail-already-text = Quelqu’un a voulu créer sur { $service } un compte avec cette adresse, qui en a déjà un. Si c’était vous, connectez-vous ici :
mail-already-after = Si vous avez oublié votre mot de passe, demandez-en un nouveau à cet endroit. Si ce n’était pas vous, ne faites rien.

mail-password-subject = Votre mot de passe a été changé
mail-password-text = Le mot de passe de votre compte sur { $service } a été changé et les autres appareils ont été déconnectés. Si c’était vous, il n’y a rien à faire. Votre compte :
mail-password-after = Si ce n’était pas vous, demandez aussitôt un nouveau mot de passe.

mail-factor-set-subject = Les codes de connexion sont activés
mail-factor-set-text = Votre compte sur { $service } demande désormais un code de votre application d’authentification à la connexion. Votre compte :
mail-factor-set-after = Si ce n’était pas vous, demandez aussitôt un nouveau mot de passe et fermez toutes les autres sessions.

mail-factor-removed-subject = Les codes de connexion sont désactivés
mail-factor-removed-text = Votre compte sur { $service } ne demande plus de code à la connexion. Votre compte :
mail-factor-removed-after = Si ce n’était pas vous, demandez aussitôt un nouveau mot de passe et fermez toutes les autres sessions.

mail-result-subject = Vos preuves
mail-result-text = Vous avez demandé à { $service } de vous envoyer le résultat d’un dépôt. Les preuves et leurs dossiers de preuve sont ici :
mail-result-after = Chaque ligne ci-dessous est une preuve : son heure (UTC), le numéro de série de son jeton et l’empreinte SHA-256 du fichier. Ce courriel n’est pas une preuve en soi : conservez les dossiers de preuve avec vos fichiers.
