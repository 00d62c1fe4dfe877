# The first page.

landing-title = Proof that your file existed
landing-lead = A fingerprint of your file is signed together with the exact time. Your file never leaves your machine, and anyone can check the proof without trusting us.
landing-drop-title = Make or check a proof
landing-drop-lead = Drop files or a folder to make proofs. Drop a proof to check it.
landing-continue = Continue with { $count ->
    [one] this file
   *[other] these { $count } files
}
landing-check-instead = You dropped a proof. Let us check it.
landing-nothing-sent = Nothing is sent until you press “Timestamp”.

landing-how = How it works
landing-how-1-title = Fingerprint
landing-how-1-text = Your browser computes a short number from every bit of the file. It gives away nothing of the content, and no other file has the same.
landing-how-2-title = Timestamp
landing-how-2-text = A time-stamping authority signs the fingerprint, the time, and a sealed note of who held the file. This takes a second.
landing-how-3-title = Keep
landing-how-3-text = You get one small package. Keep it with your file: the two together are the proof, today and in twenty years.
landing-how-4-title = Check
landing-how-4-text = Anybody can check it here for free, or at home with the widely used program OpenSSL, even if this service is gone.

landing-for = What people use it for
landing-for-secret = Trade secrets and know-how, before they are shared
landing-for-research = Laboratory notes and research data, as they grow
landing-for-creative = Music, texts, designs and source code, before they are shown
landing-for-contract = Contracts, licences and evidence that a mark was used

landing-not = What it does not prove
landing-not-lead = A timestamp is strong evidence of one thing. It is honest to say where it ends.
landing-not-1-title = Not who made it
landing-not-1-text = It proves that the file existed at that time, not who wrote it or who owns it in law.
landing-not-2-title = Not who you are
landing-not-2-text = The holder’s name is recorded as it was given. How far it was checked is written beside it, and no further.
landing-not-3-title = Not that you were the only one
landing-not-3-text = Somebody else may have had the same file, and one person may have recorded several names.

landing-standards = Built on open standards
landing-standards-text = Tokens follow RFC 3161 and are listed in a public log. Nothing in a proof depends on this website.
landing-trust-link = See our certificates and our log
landing-help-link = Questions a judge will ask
