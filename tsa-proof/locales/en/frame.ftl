# The frame in which files are chosen: the only place that ever sees them.

frame-title = Your files, on your device

frame-drop-deposit = Drop files or a folder here
frame-drop-landing = Drop a file to make a proof, or a proof to check it
frame-drop-verify = Drop the file and its proof here
frame-hint-deposit = They are read on your device and sent nowhere.
frame-hint-landing = Files are read on your device and sent nowhere.
frame-hint-verify = Files, folders, tokens (.tsr, .tst), claims (.json), packages (.zip, .asics), certificates (.pem), in any order. All of it stays on your device.
frame-choose-files = Choose files
frame-choose-folder = Choose a folder
frame-folder-not-read = Your browser does not open the dropped folder { $name } here. Drop it by itself, or use “Choose a folder”.

frame-text = Or use a text
frame-text-name = Name of the text
frame-text-body = Text
frame-text-use = Use this text
frame-text-hint = A short text can be guessed: whoever suspects what it says can try it and compare the fingerprint. If it must stay secret, add a line of random words and keep the text exactly as it is.
frame-small = Very small files: { $count }. Whoever suspects what is in one can try it and compare the fingerprint. If it must stay secret, choose “One proof for all of them” on the page that makes proofs, even for a single file: its fingerprint is salted with a secret that only you have.

frame-names = File names
frame-names-none = Keep the names on this device
frame-names-send = Put the names into the proofs
frame-names-commit = Seal the names: only who has your seal file can show them later
frame-way = Proofs
frame-way-each = A proof for each file
frame-way-one = One proof for all of them
frame-way-hint = One token stands for all files together. Before anything is sent, the list of them is saved to your device as manifest-….json. Keep it with the files, and private: without it the proof cannot be checked. The fingerprint is salted with a secret in this list, so nobody can guess from it what is in a file.
frame-way-sign-in = To make one proof for all files, sign in first and choose them afterwards.
frame-folder-path = There is no proof for all files together, because of the name { $name }: it has an invisible or unusual character, a backslash, or is too long. Rename the file and choose it again, or take it out of the list.
frame-folder-path-twice = There is no proof for all files together, because two of them have the path { $name }. Take one out of the list, or choose the folder in which both lie.
frame-folder-unread = There is no proof for all files together, because { $name } was not read to its end. Take it out of the list, and choose it again.
frame-folder-count = There is no proof for all files together: at most 100,000 can be in one.

frame-remove = Remove { $name }
frame-more-files = { $count ->
    [one] And { $count } more file
   *[other] And { $count } more files
}

frame-state-waiting = Waiting
frame-state-hashing = Fingerprinting
frame-state-paused = Paused
frame-state-done = Done
frame-state-cancelled = Cancelled
frame-state-reading = Reading
frame-state-fingerprint = Fingerprint

# What a dropped thing turned out to be.
frame-state-token = Time-stamp token
frame-state-refusal = A refusal, not a token
frame-state-request = Time-stamp request
frame-state-claim = Claim
frame-state-package = Package
frame-state-certificate = Certificate
frame-state-crl = Revocation list
frame-state-log-proof = Log proof
frame-state-supplement = Part of a proof
frame-state-tsd = TimeStampedData (.tsd): taken as a file, the tokens in it are not read here
frame-state-asice = Container ASiC-E: taken as a file, the signatures and tokens in it are not read here

frame-error-changed = The file changed while it was being read. Remove it and choose it again.
frame-error-unreadable = The file cannot be read. Is it open elsewhere, or has it been moved?
frame-error-internal = This browser could not finish it. Reload the page and try again.
frame-error-engine = This browser cannot read files here: it does not run WebAssembly. Update it, or use another one.
frame-error-package = This archive is damaged or is not one that can be read.
