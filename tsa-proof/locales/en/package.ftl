# README of an evidence package, plain text. { $file } is a file name or the fingerprint, { $time } a time in UTC.

package-title = Proof of existence
package-what = This package shows that the file existed at this time, and who was recorded as its holder.
package-file = File: { $file }
package-fingerprint = SHA-256: { $fingerprint }
package-time = Time (UTC): { $time }
package-accuracy = Accuracy: { $accuracy }
package-serial = Serial number: { $serial }
package-holder = Holder: { $holder }
package-agent = Deposited by: { $agent }
package-service = Service: { $service }
package-number = Proof number: { $id }
package-keep = Keep this package together with the file. Without the unchanged file it proves nothing.
package-keep-copies = Keep a second copy in another place. Never open and save the file again with a program that changes it.

package-check-title = How to check it
package-check-page = Open verify.html in a browser, also without a network, and drop the file and this package there.
package-check-script = Or run this where OpenSSL 3 is installed:
package-check-root = Both take the root certificate from this package. Compare its fingerprint with a source you trust, for example the trust page of the service, or give your own copy with --root.
package-check-root-fingerprint = SHA-256 of the root certificate: { $fingerprint }
package-check-crl = Whether a certificate was withdrawn is told only by a list made after the proof. If a check says that such a list is missing, fetch the newest one (crls.pem) from the trust page of the service and give it too: sh verify.sh --crl crls.pem

package-contents-title = What is in it
package-contents-file = original/: the file itself
package-contents-manifest = manifest.json, folder.head: the list of the files that were timestamped together. If it is not here, put the saved manifest-….json beside these files under this name. Keep it private
package-contents-file-tsr = file.tsr: the timestamp of the file, as the authority answered (RFC 3161)
package-contents-claim = claim.json: the claim, with the holder’s name
package-contents-claim-tst = claim.tst: the timestamp of the claim, which shows that the service recorded it
package-contents-claim-asics = claim.asics: claim and timestamp in one container (ASiC-S), for other programs
package-contents-certificates = chain.pem, roots.pem, crls.pem: certificates, and lists of withdrawn ones
package-contents-log = file.tlog-proof, claim.tlog-proof: proofs that both timestamps are in the public log
package-contents-policy = policy.txt, trust.txt: the keys of the log, and what the service demands of its timestamps
package-contents-verify = { $files }: how to check it without us

package-means-title = What it shows, and what it does not
package-means-shows = It shows that the file existed no later than this time, and that this name was recorded for it at that time.
package-means-not = It does not show who made the file, who owns it in law, or that the name was checked further than stated.
package-means-assurance-none = The depositor’s identity was not checked.
package-means-assurance-email = The depositor’s e-mail address was checked.
package-means-assurance-domain = The depositor’s internet domain was checked.
package-means-assurance-eid = The depositor used an electronic identity.
package-means-assurance-manual = The depositor’s identity was checked by a person.
package-means-expiry = The proof does not expire. Certificates end, but what was signed before stays checkable.
