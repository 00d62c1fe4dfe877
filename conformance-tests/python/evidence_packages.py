"""Makes evidence packages with a real TSA, good ones and bad ones, from docs/claim-format.md alone.

`evidence_packages.py --public ADDRESS --internal ADDRESS --state DIR --script verify.sh --out DIR` writes one folder for each
package of PACKAGES. The state directory is that of `tsa-server --dev --internal-listen`: its token file opens the internal
profiles, and its keys, which lie there unprotected, sign the tokens that never were in the journal.
"""

import argparse
import hashlib
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from claims import canonical, nonce_of, sha256
from timestamp_token import Token

FILE = b"a contract\n"
PUBLIC, DEPOSIT, RECORDED = (f"1.3.6.1.4.1.32473.1.{last}" for last in (0, 1, 2))
SERVICE = "proof.example.org"


class Tsa:
    def __init__(self, public, internal, state):
        self.public, self.internal, self.state = f"http://{public}", f"http://{internal}", state
        self.bearer = {"Authorization": "Bearer " + (state / "internal-token").read_text().strip()}

    def get(self, url, headers=None):
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {})) as answer:
            return answer.read()

    def stamp(self, digest, policy, nonce):
        """The TimeStampResp of the profile that issues this policy."""
        url = {PUBLIC: self.public + "/tsa", DEPOSIT: self.internal + "/internal/deposit", RECORDED: self.internal + "/internal/claim"}
        headers = {"Content-Type": "application/timestamp-query"} | self.bearer
        request = urllib.request.Request(url[policy], query(digest, policy, nonce), headers)
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def forge(self, unit, digest, policy, nonce, index):
        """A token by the key of a TSU, as `openssl ts -reply` makes it: it never was in the journal."""
        with tempfile.TemporaryDirectory() as scratch:
            scratch, home = Path(scratch), self.state / "tsus" / unit
            leaf, _, issuers = (home / "chain.pem").read_text().partition("-----END CERTIFICATE-----\n")
            (scratch / "leaf.pem").write_text(leaf + "-----END CERTIFICATE-----\n")
            (scratch / "issuers.pem").write_text(issuers)
            (scratch / "serial").write_text(f"4{index:031x}\n")
            (scratch / "query.tsq").write_bytes(query(digest, policy, nonce))
            (scratch / "tsa.cnf").write_text(CONFIGURATION.format(key=home / "key.pem", policy=policy))
            command = "openssl ts -reply -config tsa.cnf -queryfile query.tsq -out reply.tsr"
            subprocess.run(command.split(), cwd=scratch, check=True, capture_output=True)
            return (scratch / "reply.tsr").read_bytes()

    def proof(self, response):
        serial = Token.parse(response).serial
        for _ in range(100):
            try:
                return self.get(f"{self.public}/log/proof/{serial:032x}")
            except urllib.error.HTTPError:
                time.sleep(0.1)
        raise SystemExit("the log does not cover the token")


def tlv(tag, *content):
    content = b"".join(content)
    length = len(content)
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag]) + (bytes([length]) if length < 0x80 else bytes([0x80 | len(octets)]) + octets) + content


def oid(dotted):
    arcs = [int(arc) for arc in dotted.split(".")]
    content = b""
    for arc in [arcs[0] * 40 + arcs[1], *arcs[2:]]:
        groups = [arc & 0x7F]
        while arc := arc >> 7:
            groups.append(arc & 0x7F | 0x80)
        content += bytes(reversed(groups))
    return tlv(0x06, content)


def query(digest, policy, nonce):
    """A TimeStampReq (RFC 3161 section 2.4.1)."""
    imprint = tlv(0x30, tlv(0x30, oid("2.16.840.1.101.3.4.2.1")), tlv(0x04, digest))
    asked = b"" if policy == PUBLIC else oid(policy)
    return tlv(0x30, tlv(0x02, b"\1"), imprint, asked, b"" if nonce is None else tlv(0x02, nonce), tlv(0x01, b"\xff"))


def bare(response):
    """The token of a granted response: what follows its status."""
    content = response[len(response) - int.from_bytes(response[2:4], "big") :]
    return content[2 + content[1] :]


def claim_of(salt, **members):
    return canonical(
        {
            "v": 1,
            "type": "file",
            "id": "00112233445566778899aabbccddeeff",
            "file": {"sha256": sha256(FILE).hex(), "sha512": hashlib.sha512(FILE).hexdigest(), "size": len(FILE)},
            "holders": [{"name": "山田　太郎 & \"Söhne\"", "kind": "person", "role": "author"}],
            "declaration": {"id": "holder-statement-1", "lang": "en"},
            "assurance": {"level": "email", "method": "link"},
            "service": SERVICE,
            "policy": DEPOSIT,
            "salt": sha256(salt.encode()).hex(),
        }
        | members
    )


class Package:
    def __init__(self, tsa, out, script):
        self.tsa, self.out, self.script = tsa, out, script

    def write(self, name, claim=None, file_policy=DEPOSIT, claim_policy=RECORDED, commit=True, tie=None, forged=False):
        tsa, claim = self.tsa, claim or claim_of(name)
        nonce = nonce_of(sha256(claim)) if commit else None
        if forged:
            first = tsa.forge("dev-deposit", sha256(FILE), file_policy, nonce, 1)
        else:
            first = tsa.stamp(sha256(FILE), file_policy, nonce)
        tie = nonce_of(sha256(tie or Token.parse(first).tst_info))
        second = tsa.stamp(sha256(claim), claim_policy, tie)
        root = (tsa.state / "root.pem").read_bytes()
        profiles = ("/internal/deposit", "/internal/claim")
        parts = {
            "original/contract.txt": FILE,
            "file.tsr": first,
            "claim.json": claim,
            "claim.tst": bare(second),
            "roots.pem": root,
            "chain.pem": b"".join(tsa.get(f"{tsa.internal}{path}/certchain", tsa.bearer) for path in profiles),
            "file.tlog-proof": tsa.proof(first),
            "claim.tlog-proof": tsa.proof(second),
            "policy.txt": b"log " + tsa.get(tsa.public + "/log/vkey").splitlines()[0] + b"\nquorum none\n",
            "trust.txt": trust(root),
            "verify.sh": self.script.read_bytes(),
        }
        for part, octets in parts.items():
            place = self.out / name / part
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(octets)

    def alter(self, name, part, change):
        """A copy of the good package in which one part is another one, or missing."""
        shutil.copytree(self.out / "good", self.out / name)
        place = self.out / name / part
        octets = change(place.read_bytes())
        place.write_bytes(octets) if octets is not None else place.unlink()


def lie(package, name, of, old, new):
    """A copy of another package, whose trust entry says what suits it."""
    shutil.copytree(package.out / of, package.out / name)
    place = package.out / name / "trust.txt"
    entry = place.read_bytes()
    assert old in entry, (name, old)
    place.write_bytes(entry.replace(old, new))


def trust(root):
    der = subprocess.run(["openssl", "x509", "-outform", "DER"], input=root, check=True, capture_output=True).stdout
    policies = f"file-policy {DEPOSIT}\nclaim-policy {RECORDED}\n"
    needs = "logged required\nrevocation optional\n"
    return f"trust-entry/v1\nservice {SERVICE}\n{policies}{needs}root {sha256(der).hex()}\n".encode()


def flip(at):
    def change(octets):
        octets = bytearray(octets)
        octets[at] ^= 1
        return bytes(octets)

    return change


def write_all(package):
    package.write("good")
    package.write("other-service", claim_of("s", service="another.example"))
    package.write("public-claim-token", claim_policy=PUBLIC)
    package.write("public-file-token", file_policy=PUBLIC)
    package.write("no-nonce", commit=False)
    package.write("other-file-token", tie=b"another TSTInfo")
    package.write("not-logged", forged=True)
    holder = canonical("山田　太郎 & \"Söhne\"")
    twice = claim_of("twice").replace(b'"name":' + holder, b'"name":' + holder + b',"name":"Somebody Else"')
    package.write("two-readings", twice)
    named = {"name": "First", "kind": "person", "role": "author"}
    package.write("nameless-holder", claim_of("nameless", holders=[named, {"kind": "person", "role": "author"}]))
    package.write("many-holders", claim_of("many", holders=[named] * 51))
    package.alter("other-holder", "claim.json", lambda claim: claim.replace(holder, b'"Somebody Else"'))
    package.alter("other-file", "original/contract.txt", flip(0))
    package.alter("altered-file-token", "file.tsr", flip(-5))
    package.alter("altered-claim-token", "claim.tst", flip(-5))
    package.alter("no-file", "original/contract.txt", lambda _: None)
    package.alter("no-proof", "file.tlog-proof", lambda _: None)
    package.alter("other-proof", "file.tlog-proof", lambda _: (package.out / "good/claim.tlog-proof").read_bytes())
    package.alter("altered-log", "claim.tlog-proof", lambda proof: proof.replace(b"\n\xe2\x80\x94 ", b"\n\xe2\x80\x94 x", 1))
    package.alter("no-claim-token", "claim.tst", lambda _: None)
    lie(package, "lie-log", "no-proof", b"logged required", b"logged optional")
    lie(package, "lie-claim-policy", "public-claim-token", f"claim-policy {RECORDED}".encode(), f"claim-policy {PUBLIC}".encode())
    lie(package, "lie-service", "other-service", SERVICE.encode(), b"another.example")
    lie(package, "lie-crlf", "good", b"\n", b"\r\n")
    lie(package, "lie-twice", "good", b"logged required\n", b"logged required\nlogged optional\n")


CONFIGURATION = """[tsa]
default_tsa = tsa1
[tsa1]
serial = serial
crypto_device = builtin
signer_cert = leaf.pem
signer_key = {key}
certs = issuers.pem
signer_digest = sha256
default_policy = {policy}
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("public", "internal"):
        parser.add_argument(f"--{option}", required=True)
    for option in ("state", "script", "out"):
        parser.add_argument(f"--{option}", required=True, type=Path)
    given = parser.parse_args()
    write_all(Package(Tsa(given.public, given.internal, given.state), given.out, given.script))
