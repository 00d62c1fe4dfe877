# Letters to the owner of an account. Plain text. After "text" comes a link on its own line, then "after".
# { $service } is the host name of the service, such as proof.example.

mail-signature = { $service }: evidence that your file existed

mail-confirm-subject = Confirm your e-mail address
mail-confirm-text = An account was created at { $service } with this address. If it was you, open this link within 24 hours and enter the password you chose:
mail-confirm-after = If it was not you, do nothing: without the password the link opens nothing, and the account stays locked.

mail-reset-subject = Choose a new password
mail-reset-text = Somebody asked for a new password for your account at { $service }. If it was you, open this link within 30 minutes:
mail-reset-after = If it was not you, do nothing: your password stays as it is.

mail-new-address-subject = Confirm your new e-mail address
mail-new-address-text = The owner of an account at { $service } wants to use this address for it. If it was you, open this link within 24 hours and enter your password:
mail-new-address-after = If it was not you, do nothing: without the password the link opens nothing.

mail-address-asked-subject = Your account is to have another address
mail-address-asked-text = Somebody who knows your password asked for another address for your account at { $service }. If it was you, there is nothing to do here: open the link in your new mailbox. If it was not you, choose a new password at once; that stops the change:
mail-address-asked-after = If you cannot set a new password with this address any more, write to the operator of { $service }.

mail-already-subject = You already have an account
mail-already-text = Somebody wanted to create an account at { $service } with this address, which has one already. If it was you, sign in here:
mail-already-after = If you forgot your password, ask for a new one there. If it was not you, do nothing.

mail-password-subject = Your password was changed
mail-password-text = The password of your account at { $service } was changed, and other devices were signed out. If it was you, there is nothing to do. Your account:
mail-password-after = If it was not you, ask for a new password at once.

mail-factor-set-subject = Sign-in codes are switched on
mail-factor-set-text = Your account at { $service } now asks for a code from your authenticator when you sign in. Your account:
mail-factor-set-after = If it was not you, ask for a new password at once and end all other sessions.

mail-factor-removed-subject = Sign-in codes are switched off
mail-factor-removed-text = Your account at { $service } no longer asks for a code when you sign in. Your account:
mail-factor-removed-after = If it was not you, ask for a new password at once and end all other sessions.

mail-result-subject = Your proofs
mail-result-text = You asked { $service } to send you what a deposit gave. The proofs and their packages are here:
mail-result-after = Each line below is one proof: its time (UTC), the serial number of its token, and the SHA-256 fingerprint of the file. This letter is no proof by itself: keep the packages with your files.
