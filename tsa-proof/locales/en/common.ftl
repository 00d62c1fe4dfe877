# Words of every page: header, footer, buttons, states.

common-brand = Proof

common-skip = Skip to the content
common-menu = Main menu
common-account-menu = Your account
common-language = Language
common-languages = Choose a language
common-theme = Colours
common-theme-auto = As the device
common-theme-light = Light
common-theme-dark = Dark

common-nav-make = Make a proof
common-nav-check = Check a proof
common-nav-vault = My proofs
common-nav-compare = Compare two proofs
common-nav-trust = Trust
common-nav-help = Help
common-nav-account = Account
common-nav-keys = API keys
common-nav-outbox = Outbox
common-sign-in = Sign in
common-sign-up = Create an account
common-sign-out = Sign out

common-trial = This is a trial on one machine. Its proofs rest on a certificate that nobody trusts: use it to try, not to prove.
common-noscript = This page works in your browser, not on our side: it needs JavaScript to fingerprint your files without sending them.

common-copy = Copy
common-copied = Copied
common-download = Download
common-more = More
common-back = Back
common-next = Next
common-remove = Remove
common-optional = optional
common-yes = Yes
common-no = No
common-unknown = unknown
common-pages = Pages

common-sha256 = SHA-256 fingerprint
common-sha512 = SHA-512 fingerprint
common-serial = Serial number
common-policy = Policy
common-time-utc = Time (UTC)
common-time-local = On your clock
common-size = Size
common-file = File
common-file-number = File { $number }
common-holder = Holder
common-category = Kind
common-stage = Stage
common-state = State

common-state-queued = Waiting for its token
common-state-issued = Issued
common-state-failed = Failed

common-category-trade-secret = Trade secret
common-category-research = Research record
common-category-creative = Creative work
common-category-software = Software
common-category-contract = Contract
common-category-evidence-of-use = Evidence of use
common-category-other = Something else

common-stage-idea = Idea
common-stage-develop = Creating and developing
common-stage-protect = Protecting
common-stage-manage = Managing

common-kind-person = Person
common-kind-organisation = Organisation

common-role-holder = Holder
common-role-author = Author
common-role-owner = Owner
common-role-inventor = Inventor
common-role-party = Party

common-assurance-none = not checked
common-assurance-email = e-mail address confirmed
common-assurance-domain = domain confirmed
common-assurance-eid = electronic identity
common-assurance-manual = checked by a person

common-accuracy-seconds = within { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
common-accuracy-millis = within { $count ->
    [one] { $count } millisecond
   *[other] { $count } milliseconds
}

common-footer-privacy = Your files stay on your machine. Only fingerprints are sent, and only when you say so.
common-footer-check = Checking a proof is free, needs no account, and works without us.
