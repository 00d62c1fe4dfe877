# Help: first steps, words, questions.

help-title = Help
help-lead = Short answers, in plain words.
help-contents = On this page

help-start = First steps
help-start-1 = Create an account and confirm your e-mail address.
help-start-2 = Drop your files on the page “Make a proof”. Wait until the fingerprints are ready; large files take a while.
help-start-3 = Enter who holds the files, read the preview, and press “Timestamp”.
help-start-4 = Download the evidence package and keep it with the unchanged file. Make a second copy of both elsewhere.
help-start-5 = Check the proof once on the page “Check a proof”.

help-judge = What a judge will ask
help-judge-1-q = What does the token prove?
help-judge-1-a = That the file with exactly this content existed at the stated time. The time is signed by an authority that does not know the file and takes no side.
help-judge-2-q = Could the file have been changed afterwards?
help-judge-2-a = No. If a single bit changes, the fingerprint is another one and the check fails. That is what the answer “File” shows.
help-judge-3-q = Could the time have been set back?
help-judge-3-a = Not by the depositor. The authority sets it. Each token is also listed in a public log that only grows, so that a token made later would stand out.
help-judge-4-q = Who says that this person was the holder?
help-judge-4-a = The depositor said so, and the statement was fixed at that very time. It cannot be exchanged later. How far the depositor’s identity was checked is written in the claim.
help-judge-5-q = Is the holder the author or the owner?
help-judge-5-a = The proof does not say that. It is evidence of possession at a time; authorship and ownership follow from other facts.
help-judge-6-q = Could the same person have recorded other names?
help-judge-6-a = Yes. Somebody could deposit one file under several names and show only one of them. Ask for further evidence if that matters.
help-judge-7-q = How can I check it without trusting the service?
help-judge-7-a = With OpenSSL, a program that is on most servers of the world. The package contains the commands. Compare the fingerprint of the root certificate with an independent source.
help-judge-8-q = What if the service no longer exists?
help-judge-8-a = The package contains all that is needed: tokens, certificates, lists of withdrawn certificates and log proofs.

help-keep = Keeping a proof
help-keep-1-q = What do I have to keep?
help-keep-1-a = The unchanged file and the package. A cloud copy, a disk and a printed fingerprint of the package are a good combination.
help-keep-2-q = May I rename the file?
help-keep-2-a = Yes. The name is not part of the fingerprint. Opening and saving it again in a program, however, usually changes it.
help-keep-3-q = I sent the file by a chat program and it no longer fits. Why?
help-keep-3-a = Many programs shrink pictures and films on the way. Use the copy that you fingerprinted.
help-keep-4-q = How long does a proof last?
help-keep-4-a = The token has no end. The authority’s certificate has one; afterwards the check is made for the time at which the token was issued, and the public log shows that it is not younger.
help-keep-5-q = I lost the package. What now?
help-keep-5-a = Sign in and download it again from “My proofs”. We do not have your file, so keep that safe.

help-privacy = Privacy
help-privacy-1-q = What leaves my machine?
help-privacy-1-a = The fingerprints, the names and notes that you enter, and file names only if you tick that. The page shows how many bytes of your files were sent: none.
help-privacy-2-q = Can somebody guess my file from its fingerprint?
help-privacy-2-a = Not in practice, unless the file is so simple that it can be guessed itself, such as a one-line text. Add a sentence that nobody can guess to such a file before you timestamp it.
help-privacy-3-q = Who can see the holder’s name?
help-privacy-3-a = Only whom you show the claim. The token contains nothing but a sealed number.
help-privacy-4-q = What happens when I close my account?
help-privacy-4-a = The key to your names is destroyed, so that nobody can read them any more. Your packages go on being valid.

help-words = Words
help-word-fingerprint = Fingerprint
help-word-fingerprint-text = A number computed from all bits of a file (SHA-256). The same file always gives the same; another file never does, as far as anybody knows.
help-word-token = Token
help-word-token-text = A small signed file: this fingerprint, this time (RFC 3161).
help-word-claim = Claim
help-word-claim-text = A short text that says who held the file. It is sealed into the token.
help-word-package = Evidence package
help-word-package-text = A ZIP file with all parts of a proof and the means to check them.
help-word-authority = Time-stamping authority
help-word-authority-text = A service that signs fingerprints with the exact time, and nothing else.
help-word-certificate = Certificate
help-word-certificate-text = Says whose signature it is. At its end stands a root certificate that you have to trust for other reasons.
help-word-log = Public log
help-word-log-text = A list of all tokens to which can only be added.
help-word-accuracy = Accuracy
help-word-accuracy-text = How far the stated time may be from the true one.
help-word-holder = Holder
help-word-holder-text = Who had the file when it was timestamped, as stated by the depositor.
help-word-nonce = Nonce
help-word-nonce-text = A number in the token. Here it is the fingerprint of the claim and ties the two together.

help-contact = Contact
help-contact-text = Write to us. Do not send files that should stay secret.
help-contact-none = The operator of this service has not stated an address.
help-integrators = For programmers
help-integrators-text = The same can be done with a program.
help-integrators-link = Description of the interface (OpenAPI)
