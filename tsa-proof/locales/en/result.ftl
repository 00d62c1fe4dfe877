# What a deposit gave, and the page of one proof.

result-title = Your proofs
result-title-one = Your proof
result-lead = { $count ->
    [one] { $count } file is timestamped.
   *[other] { $count } files are timestamped.
}
result-waiting = { $count ->
    [one] { $count } file is still waiting for its token. This page looks again by itself.
   *[other] { $count } files are still waiting for their tokens. This page looks again by itself.
}
result-failed = { $count ->
    [one] { $count } file got no proof.
   *[other] { $count } files got no proof.
}
result-proof = Proof
result-proof-title = Proof of { $name }
result-existed = The file existed at
result-accuracy = The time is right { $accuracy }.
result-holder = Recorded holder
result-agent = Deposited by
result-matter = Reference
result-work-title = Title
result-work-note = Note
result-assurance = Depositor’s identity
result-file-name = File name
result-file-name-sealed = sealed; you hold the key
result-file-name-none = not recorded
result-service = Service
result-made = Made on
result-verified-here = Checked just now in your browser: the token is right.
result-verified-failed = The check in your browser failed. Do not rely on this token.
result-verifying = Checking the token in your browser…

result-keep = Save these two, together
result-keep-text = Your file, unchanged, and its evidence package. The two together are the proof. Either one alone is not enough.
result-keep-file = Your original file
result-keep-file-text = Do not re-save or convert it. Renaming is fine, and so is an exact copy.
result-keep-package = Its evidence package
result-keep-package-text = Tokens, claim, certificates, and a small program that checks it all without us.
result-package = Download the package
result-package-with = Download the package with the file inside
result-package-with-hint = It is put together on your machine. Drop the file here; it is not sent.
result-together = This proof is for several files together. To check it, the files and their list, manifest-….json, are needed: it was saved on your device when the proof was made. Drop it with the package and the files.
result-package-built = The package is ready: { $size }.
result-package-wrong-file = This is another file: its fingerprint differs. Drop the one that was timestamped.
result-package-waiting = The public log is still being written. A download waits some seconds for it.
result-all-packages = Download all packages
result-all-packages-hint = One archive, with a package for each file.
result-parts = Single parts
result-part-token = Token
result-part-token-text = The signed time for the file, as RFC 3161 has it (file.tsr)
result-part-claim = Claim
result-part-claim-text = Who held it, in words and exactly (claim.json)
result-part-claim-token = Token of the claim
result-part-claim-token-text = The signed time for the claim (claim.tst)
result-part-container = Container
result-part-container-text = Claim and its token for European validators (claim.asics)
result-drill = Try it now
result-drill-text = Check the proof once while it is fresh, so that you know how it is done.
result-drill-link = Check a proof
result-again = Make another
result-to-vault = All my proofs
result-timeline = Time line
result-event-fingerprint = Fingerprint received
result-event-file-token = File timestamped
result-event-claim-token = Holder’s name timestamped
result-event-logged = Listed in the public log
result-failure = Why it failed
result-failure-text = Nothing was recorded for this file. Timestamp it again.

result-mail = Send me this by e-mail
result-mail-sent = It is on its way to your e-mail address.
result-mail-hint = Times, serial numbers and fingerprints; no names of files or holders.
