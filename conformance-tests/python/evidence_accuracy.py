"""Makes evidence packages whose tokens state all kinds of accuracy, with a log of their own that a witness saw at a given time.

`evidence_accuracy.py --script verify.sh --out DIR` writes a folder and a ZIP file for each case, and `cases.txt`: NAME
pass|late|malformed. Late is a token whose genTime is more than the witness's time, and the accuracy, and ten seconds. Malformed is one
with no accuracy, one of more than a second, or a time that is finer than a millisecond.
"""

import argparse
import shutil
from fractions import Fraction
from pathlib import Path

import evidence_revocation
from claims import nonce_of, sha256
from evidence_packages import CONFIGURATION, DEPOSIT, FILE, RECORDED, bare, claim_of, oid, query, tlv, trust
from merkle import inclusion_proof
from notes import Proof
from reference_log import ReferenceLog
from timestamp_token import Token, read_all

# Name, the accuracy in the words of OpenSSL, in seconds, and digits of genTime after the point.
ACCURACIES = [
    ("none", "", 0, 0),
    ("second", "secs:1", 1, 0),
    ("millis", "millisecs:500", Fraction(1, 2), 0),
    ("micros", "microsecs:1", Fraction(1, 10**6), 0),
    ("both", "millisecs:999, microsecs:999", 1 - Fraction(1, 10**6), 0),
    ("over", "secs:1, microsecs:1", 1 + Fraction(1, 10**6), 0),
    ("large", "secs:300", 300, 0),
    ("fine", "millisecs:1", Fraction(1, 1000), 3),
    ("too-fine", "secs:1", 1, 6),
]
SLACK = 10
ALGORITHM_PROTECTION = "1.2.840.113549.1.9.52"
SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
SHA256 = bytes.fromhex("300b0609608648016503040201")


class Authority(evidence_revocation.Authority):
    accuracy, digits, serial = "", 0, 0

    def stamp(self, digest, policy, nonce):
        wanted = f"accuracy = {self.accuracy}\n" if self.accuracy else ""
        wanted += f"clock_precision_digits = {self.digits}\n" if self.digits else ""
        text = CONFIGURATION.format(key="tsu.key", policy=policy).replace("certs = issuers.pem\n", "")
        (self.home / "tsa.cnf").write_text(text.replace("accuracy = secs:1\n", wanted))
        # OpenSSL adds one to the last serial number; the low 48 bits are the place in the log.
        (self.home / "serial").write_text(f"{(1 << 126) + self.serial - 1:032x}\n")
        self.serial += 1
        (self.home / "query.tsq").write_bytes(query(digest, policy, nonce))
        self.run("openssl ts -reply -config tsa.cnf -queryfile query.tsq -out reply.tsr")
        return in_our_form((self.home / "reply.tsr").read_bytes(), self.sign)

    def sign(self, octets):
        (self.home / "signed").write_bytes(octets)
        self.run("openssl dgst -sha256 -sign tsu.key -out signature signed")
        return self.read("signature")


def in_our_form(response, sign):
    """The response in the form that service tokens have, and OpenSSL's have not: digest algorithms without parameters, and the
    attribute that protects the algorithms (RFC 6211), and a signer named in full. `sign` signs octets with the TSU's key."""
    status, token = read_all(response).children()
    kind, signed = token.children()
    version, _, *others, signers = signed.children()[0].children()
    number, name, _, attributes, algorithm, *_ = signers.children()[0].children()
    issuer, serial = name.children()
    named = tlv(0x30, tlv(0x30, tlv(0xA4, issuer.whole)), serial.whole)
    certificate = tlv(0x30, tlv(0x04, Token.parse(response).signer), named)
    signer_named = attribute(SIGNING_CERTIFICATE, tlv(0x30, tlv(0x30, certificate)))
    protected = attribute(ALGORITHM_PROTECTION, tlv(0x30, SHA256, b"\xa1" + algorithm.whole[1:]))
    others_signed = [one.whole for one in attributes.children() if oid(SIGNING_CERTIFICATE) not in one.whole]
    content = b"".join(sorted([protected, signer_named, *others_signed]))
    signature = tlv(0x04, sign(tlv(0x31, content)))
    signer = tlv(0x30, number.whole, name.whole, SHA256, tlv(0xA0, content), algorithm.whole, signature)
    parts = [version.whole, tlv(0x31, SHA256), *[other.whole for other in others], tlv(0x31, signer)]
    return tlv(0x30, status.whole, tlv(0x30, kind.whole, tlv(0xA0, tlv(0x30, *parts))))


def attribute(kind, value):
    return tlv(0x30, oid(kind), tlv(0x31, value))


def write(out, name, authority, script, before):
    """A package whose witness saw the log this long before the second of the file's token."""
    authority.serial = 0
    claim = claim_of(name)
    first = authority.stamp(sha256(FILE), DEPOSIT, nonce_of(sha256(claim)))
    second = authority.stamp(sha256(claim), RECORDED, nonce_of(sha256(Token.parse(first).tst_info)))
    log = ReferenceLog()
    log.entries = [Token.parse(token).entry() for token in (first, second)]
    seen = Token.parse(first).time // 10**9 - before
    note = log.checkpoint() + log.witness.sign(log.text(), seen).encode()

    def proof(index):
        return Proof(index, inclusion_proof(index, 2, log.subtree()), note).encode()

    root = authority.read("root.pem")
    keys = f"log {log.key.verifier()}\nwitness w1 {log.witness.verifier()}\nquorum w1\n".encode()
    parts = {"file.tsr": first, "claim.json": claim, "claim.tst": bare(second), "roots.pem": root, "trust.txt": trust(root)}
    parts |= {"chain.pem": authority.read("leaf.pem"), "policy.txt": keys, "verify.sh": script.read_bytes()}
    parts |= {"file.tlog-proof": proof(0), "claim.tlog-proof": proof(1), "original/contract.txt": FILE}
    for part, octets in parts.items():
        (out / name / part).parent.mkdir(parents=True, exist_ok=True)
        (out / name / part).write_bytes(octets)
    shutil.make_archive(out / name, "zip", out / name)
    tokens = [Token.parse(token) for token in (first, second)]
    if any(not 0 < token.accuracy <= 10**9 or len(token.gen_time) > 19 for token in tokens):
        return "malformed"
    late = any(Fraction(token.time - token.accuracy, 10**9) - seen > SLACK for token in tokens)
    return "late" if late else "pass"


def write_all(out, script):
    authority = Authority(out / "authority")
    lines = []
    for kind, words, accuracy, digits in ACCURACIES:
        authority.accuracy, authority.digits = words, digits
        at = int(SLACK + accuracy)
        for before in (at - 1, at, at + 1):
            name = f"{kind}-{before}"
            lines.append(f"{name} {write(out, name, authority, script, before)}\n")
    (out / "cases.txt").write_text("".join(lines))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("script", "out"):
        parser.add_argument(f"--{option}", required=True, type=Path)
    given = parser.parse_args()
    write_all(given.out, given.script)
