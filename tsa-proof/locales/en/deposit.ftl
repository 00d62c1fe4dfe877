# The page that makes proofs: choose, name the holder, timestamp.

deposit-title = Make a proof
deposit-lead = Three steps. Your files stay on your machine the whole time.
deposit-step-1 = Choose
deposit-step-2 = Holder
deposit-step-3 = Timestamp
deposit-steps = Steps

# 1 Choose
deposit-choose = Choose your files
deposit-choose-hint = Any kind and any size. A folder gives one proof for each file in it, or one for all of them.
deposit-paste = Paste fingerprints instead
deposit-paste-hint = One SHA-256 fingerprint per line, as printed by sha256sum. Useful when the file is on another machine.
deposit-paste-label = Fingerprints
deposit-paste-add = Add
deposit-paste-bad = Line { $line } is not a SHA-256 fingerprint: 64 digits 0–9 and a–f are expected.
deposit-paste-added = { $count ->
    [one] { $count } fingerprint added.
   *[other] { $count } fingerprints added.
}
deposit-sent = { $count ->
    [0] 0 bytes of your files sent
   *[other] { $count } bytes of your files sent
}
deposit-sent-how = Measured here: requests made by the frame that holds your files, as the browser itself reports them.
deposit-requests = Requests made so far by the frame that holds your files: { $count }
deposit-rate = { $rate } per second
deposit-left = about { $span } left
deposit-progress = { $done } of { $total }
deposit-pause = Pause
deposit-resume = Go on
deposit-cancel = Cancel all
deposit-paused = Paused
deposit-hashing = Computing fingerprints
deposit-all-done = All fingerprints are ready.
deposit-some-ready = Stopped. Fingerprints ready: { $count }
deposit-file-failed = { $count ->
    [one] { $count } file could not be read and was left out.
   *[other] { $count } files could not be read and were left out.
}
deposit-restored = { $count ->
    [one] The fingerprint you made before is still here.
   *[other] The { $count } fingerprints you made before are still here.
}
deposit-start-over = Start over
deposit-skipped = Left out because they were in the list already: { $count }.
deposit-merged = Files with the same content as another one, which share its proof: { $count }.
deposit-loose = Fingerprints without their file here

# What it is
deposit-kind = What is it?
deposit-kind-trade-secret-hint = The file’s name stays with you: only a sealed trace of it is recorded.
deposit-kind-research-hint = Notes, data and results that belong to a series.
deposit-kind-creative-hint = Text, music, pictures or design, with a title and its authors.
deposit-kind-software-hint = Source code, a release, or a whole folder of it.
deposit-hint-git = To get one proof for a Git commit and all its files, use the command line: { $command }
deposit-hint-together = For the data of one study, choose “One proof for all of them” above: the folder gets one proof.
deposit-kind-contract-hint = An agreement or licence between two parties.
deposit-kind-evidence-of-use-hint = Proof that something was shown or sold, with date and place.
deposit-kind-other-hint = Any other file.
deposit-stage = Where does it stand?
deposit-series = Series or project
deposit-series-hint = For example the number of a notebook. It is written into the proof.
deposit-work-title = Title of the work
deposit-work-title-hint = It is written into the proof.
deposit-note = Note
deposit-note-hint = It is written into the proof.
deposit-use-note = Date and place of use
deposit-use-note-hint = For example: shown at a trade fair in Lyon on 3 May 2026. It is written into the proof.
deposit-contract-title = Subject of the contract
deposit-contract-title-hint = It is written into the proof.
deposit-label = Name for your own list
deposit-label-hint = Only you see it. It is not part of the proof.

# 2 Holder
deposit-holder = Who holds it?
deposit-holder-hint = The name is sealed into the proof. It appears only if you show the proof’s claim to somebody.
deposit-holder-grid = Holders of the files
deposit-holder-name = Name of the holder
deposit-holder-name-row = Name of the holder of { $file }
deposit-holder-kind = Person or organisation
deposit-holder-kind-row = Person or organisation: holder of { $file }
deposit-holder-role = Role
deposit-holder-role-row = Role of the holder of { $file }
deposit-holder-second = Other party
deposit-holder-add = Add another holder
deposit-holder-extra = Further holders, the same for all files
deposit-fill-down = Use the first name for all
deposit-paste-column = Paste a list of names
deposit-paste-column-hint = One name per line, in the order of the files. You can also paste a column from a spreadsheet straight into the table.
deposit-paste-column-label = Names
deposit-paste-column-apply = Fill in
deposit-filled = { $count ->
    [one] { $count } name filled in.
   *[other] { $count } names filled in.
}
deposit-grid-hint = Arrow keys up and down move between the rows. Ctrl+D copies a name down.
deposit-same-holder = The same holder for all files
deposit-agent = I act for somebody else
deposit-agent-hint = For attorneys and agents: your own name stands beside the holder’s.
deposit-agent-name = Your name or firm
deposit-agent-matter = Your reference
deposit-preview = What the proof will say
deposit-preview-one = { $holder } stated that they held the file with the fingerprint { $fingerprint }.
deposit-preview-size = Its size is { $size }.
deposit-preview-together = The fingerprint stands for all files together, by their list. Number of files: { $count }.
deposit-preview-name = Its name is { $name }.
deposit-preview-name-hidden = Its name is not recorded.
deposit-preview-name-sealed = Its name is recorded as a sealed trace.
deposit-preview-title = It belongs to: { $title }.
deposit-preview-note = Note: { $note }
deposit-preview-agent = Deposited by { $agent } for the holder.
deposit-preview-matter = Reference: { $matter }.
deposit-preview-assurance = How far the depositor’s identity was checked: { $assurance }.
deposit-preview-time = The time is added by the time-stamping authority, not by you and not by us.
deposit-preview-which = Shown for { $file }
deposit-declaration = I state that the persons and organisations named as holders held this file when I deposited its fingerprint, and that I may name them here.

# 3 Timestamp
deposit-issue = Timestamp { $count ->
    [one] { $count } file
   *[other] { $count } files
}
deposit-issue-none = Choose a file first
deposit-issue-together = Timestamp all files with one proof ({ $count })
deposit-together = All files together ({ $count })
deposit-issue-hint = Now, and only now, the fingerprints and the names above are sent.
deposit-sign-in-first = Sign in to timestamp. Your fingerprints wait here.
deposit-sign-in = Sign in and come back
deposit-sign-up = Create an account
deposit-issuing = Timestamping
deposit-issue-progress = { $done } of { $total } proofs ready
deposit-state-sending = Sending
deposit-state-queued = Waiting for its token
deposit-state-verifying = Checking the token here
deposit-state-done = Done
deposit-state-failed = Failed
deposit-state-refused = The token did not verify. Do not rely on it.
deposit-failed-some = { $count ->
    [one] { $count } file got no proof. Nothing is lost: try again.
   *[other] { $count } files got no proof. Nothing is lost: try again.
}
deposit-try-again = Try again
deposit-done = { $count ->
    [one] Your proof is ready.
   *[other] Your { $count } proofs are ready.
}
deposit-see-result = See the proofs
deposit-package-with = Package with the file
deposit-package-together = Package with the files
deposit-name-keys = The names of your files are recorded as sealed traces. Save the keys to them now: only this page has them, and without them the names cannot be shown later.
deposit-name-keys-save = Save the keys to the names
deposit-manifest = The list of your files was saved as { $name }. Keep it with the files, and private: without it this proof cannot be checked, and nobody can make it again.
deposit-manifest-save = Save the list of files again
deposit-error-offline = The service cannot be reached. Your fingerprints are kept here; try again in a moment.
deposit-error-signed-out = You were signed out. Sign in again; your fingerprints are kept here.
deposit-error-declaration = Confirm the statement first.
deposit-error-many = At most { $count } files can be timestamped in one go.
deposit-error-refused = The service refused: { $detail }

# Names that are refused, and why
deposit-text-empty = A name is missing.
deposit-text-too-long = Too long: at most { $count } characters.
deposit-text-control = It contains a control character.
deposit-text-bidi = It contains a hidden character that changes the writing direction.
deposit-text-invisible = It contains an invisible character.
deposit-text-space = It begins or ends with a space, has two in a row, or an unusual kind of space.
deposit-text-not-a-character = It contains something that is not a character.
deposit-text-mark-first = It begins with an accent that has no letter.
deposit-text-not-normalised = It is written in an unusual way. Type it again.
