# Signing up and in, the account's settings, API keys.

account-email = E-mail address
account-password = Password
account-password-hint = At least 12 characters. A few words that have nothing to do with each other are easy to keep and hard to guess.
account-current-password = Your current password
account-new-password = New password
account-name = Your name or your organisation's
account-name-hint = It is proposed as the holder's name in your proofs. You can choose another for each file.
account-name-change-hint = Proofs already made keep the name they were made with.
account-kind = Who uses this account?
account-kind-individual = A person
account-kind-company = A company or another organisation
account-kind-agent = An agent who works for clients

account-sign-up-title = Create an account
account-sign-up-lead = Free, in a minute. We need an e-mail address to know that it is you when you come back.
account-sign-up-button = Create the account
account-have-one = You have one already?
account-none-yet = You have no account yet?

account-check-mail-title = Look into your mailbox
account-check-mail-sign-up = We sent you an e-mail with a link. Open it and enter your password: then the account is yours. If nothing comes within a few minutes, look into the spam folder.
account-check-mail-reset = If there is an account with this address, an e-mail with a link is on its way. The link is good for 30 minutes.
account-check-mail-email = If this address can be used, an e-mail with a link is on its way to it. The link is good for 24 hours.
account-check-mail-outbox = Open the outbox

account-confirm-title = Confirm your e-mail address
account-confirm-lead = Enter the password you chose, and your account is ready.
account-confirm-button = Confirm and sign in

account-sign-in-title = Sign in
account-sign-in-button = Sign in
account-forgot = Forgot your password?
account-signed-out = You are signed out.
account-password-set = Your new password is set. Sign in with it.
account-erased = Your account and everything that named you is erased.

account-code-title = Enter your code
account-code-lead = Your account asks for a second factor.
account-code = Code
account-code-hint = The six digits your authenticator shows now, or one of your recovery codes.

account-reset-title = Choose a new password
account-reset-lead = Tell us your e-mail address. We send you a link with which you can set a new password.
account-reset-button = Send me the link
account-new-password-title = Set a new password
account-new-password-button = Set the password
account-reset-revoke-keys = Also revoke all API keys
account-reset-revoke-keys-hint = If somebody else may have been in your account, leave this ticked. Your programs then need new keys.

account-link-title = This link is not valid any more
account-link-text = It was used already, or it is too old. Ask for a new one.

account-title = Account
account-profile = Profile
account-assurance = What we know of you
account-assurance-none = Nothing was checked
account-assurance-email = Your e-mail address was confirmed. Proofs say so, and nothing more.
account-since = Account since
account-save = Save
account-saved = Saved.
account-email-change = Change the e-mail address
account-email-change-lead = We send a link to the new address and a notice to the old one. The address changes once you open the link and enter your password.
account-email-new = New e-mail address
account-email-confirm-lead = Enter your password, and your account has this address from now on:
account-email-confirm-button = Use this address
account-email-changed = Your e-mail address is changed. Other devices are signed out.
account-change-password = Change the password
account-password-changed = The password is changed. Other devices are signed out.

account-factor = Second factor
account-factor-off = Signing in asks for the password alone. A code from an authenticator on your phone makes a stolen password useless.
account-factor-on = Signing in asks for a code from your authenticator.
account-factor-codes-left = { $count ->
    [one] { NUMBER($count) } recovery code is left.
   *[other] { NUMBER($count) } recovery codes are left.
}
account-factor-set = Switch on codes
account-factor-manage = Change
account-factor-remove = Switch off codes
account-factor-removed = Codes are switched off.
account-factor-lead = You need an authenticator on your phone: any that makes six-digit codes.
account-factor-add = Give it this key
account-factor-type = Type it into the authenticator, or open the link below on the device that has it:
account-factor-scan = Scan this picture with it:
account-factor-picture = Picture with the key, for the camera of an authenticator
account-factor-open = Open the authenticator on this device
account-factor-prove = Enter the code it shows
account-recovery = Your recovery codes
account-recovery-lead = Print them or write them down now: they are shown this once. Each of them signs you in one time if your phone is lost.
account-recovery-renew = Make new recovery codes
account-recovery-kept = I have them

account-sessions = Signed-in devices
account-session-network = Network
account-session-seen = Last used
account-session-this = this one
account-session-end = Sign out
account-session-ended = Signed out.
account-session-end-others = Sign out all others

account-leave = Your data
account-leave-lead = Take everything that is kept of you with you, or erase it. Your proofs stay valid without us: what you downloaded can be checked for ever.
account-export = Download everything
account-export-lead = You get one file with your profile, your deposits, claims and tokens.
account-export-button = Download
account-erase = Erase the account
account-erase-lead = Your name, your address, your claims and all keys are destroyed at once, also in our backups. Nobody can bring them back.
account-erase-keep = Tokens and claims that you did not download are lost to you. Download everything first.
account-erase-button = Erase everything

account-keys = API keys
account-keys-lead = With a key a program of yours makes and reads proofs in your name.
account-keys-none = There is no key yet.
account-key-new = A new key
account-key-name = Name
account-key-name-hint = Where it will be used, so that you know which to revoke.
account-key-scopes = What it may do
account-key-scope-deposit-write = Make proofs
account-key-scope-deposit-read = Read proofs
account-key-scope-verify = Check proofs
account-key-scope-keys = Make and revoke keys
account-key-life = Valid for
account-key-days = { $count ->
    [one] { NUMBER($count) } day
   *[other] { NUMBER($count) } days
}
account-key-no-end = until revoked
account-key-made = Made
account-key-used = Last used
account-key-never = never
account-key-ends = Ends
account-key-make = Make the key
account-key-once = This is the key. Copy it now: it is shown this once.
account-key-revoke = Revoke

account-outbox = Outbox
account-outbox-lead = In this trial no e-mail leaves the machine. What would have been sent is shown here.
account-outbox-empty = Nothing was sent yet.

account-error-email-refused = This e-mail address cannot be used. Write it as name@example.org, in Latin letters.
account-error-kind-unknown = Choose who uses the account.
account-error-password-too-short = The password is too short: it needs 12 characters at least.
account-error-password-too-long = The password is too long.
account-error-password-common = This password is one of the first that a thief tries. Choose another.
account-error-password-address = The password must not be your e-mail address.
account-error-wrong-credentials = The e-mail address or the password is wrong.
account-error-wrong-password = The password is wrong.
account-error-email-not-confirmed = Your e-mail address is not confirmed yet. We sent you the link once more.
account-error-link-not-valid = This link is not valid any more. Ask for a new one.
account-error-code-wrong = The code is wrong, or it was used already. Wait for the next one.
account-error-second-factor-state = This was done already.
account-error-scopes-refused = Choose what the key may do.
account-error-key-end-refused = Choose how long the key is valid.
account-error-too-many-keys = You have as many keys as an account may have. Revoke one first.
account-error-not-signed-in = Sign in first.
account-error-too-many-tries = { $count ->
    [one] Too many tries. Try again in { NUMBER($count) } minute.
   *[other] Too many tries. Try again in { NUMBER($count) } minutes.
}
account-error-busy = The service is busy. Try again in a moment.
account-error-internal = An error on our side. It was noted. Try again in a moment.
account-error-text-empty = Enter a name.
account-error-text-too-long = The name is too long: 200 characters at most.
account-error-text-control = The name has a control character, such as a line break. Type it anew.
account-error-text-bidi = The name has an invisible character that turns the direction of writing. Type it anew.
account-error-text-invisible = The name has an invisible character. Type it anew.
account-error-text-space = The name has an unusual space, or two in a row. Type it anew.
account-error-text-not-a-character = The name has something that is not a character everywhere. Type it anew.
account-error-text-mark-first = The name begins with an accent that belongs to no letter. Type it anew.
