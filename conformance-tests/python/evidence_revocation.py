"""Makes evidence packages of an authority of its own, by `openssl` alone: root, TSU, tokens and CRLs, with `revocation required` and no log.

`evidence_revocation.py --script verify.sh --out DIR` writes a folder for each state of the TSU's certificate.
"""

import argparse
import subprocess
import time
from pathlib import Path

from claims import nonce_of, sha256
from evidence_packages import CONFIGURATION, DEPOSIT, FILE, RECORDED, bare, claim_of, query, trust
from timestamp_token import Token


class Authority:
    """A root with a TSU below it; or, with `issuing`, a CA between the two."""

    def __init__(self, home, issuing=False):
        self.home = home
        home.mkdir(parents=True)
        (home / "ca.cnf").write_text(CA)
        (home / "index.txt").write_text("")
        (home / "crlnumber").write_text("01\n")
        (home / "serial").write_text("4000000000000001\n")
        key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config ca.cnf"
        self.run(f"openssl req -x509 {key} -extensions root -subj /CN=Root -days 3650 -keyout root.key -out root.pem")
        self.issuer = "root"
        if issuing:
            self.run(f"openssl req {key} -subj /CN=Issuing -keyout issuing.key -out issuing.csr")
            self.run("openssl ca -batch -notext -config ca.cnf -extensions issuing -days 3650 -in issuing.csr -out issuing.pem")
            self.issuer = "issuing"
        self.unit("leaf")

    def signed_by(self):
        return f"-cert {self.issuer}.pem -keyfile {self.issuer}.key"

    def unit(self, name):
        """A TSU of its own key; the one called leaf signs."""
        key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config ca.cnf"
        key_file = "tsu.key" if name == "leaf" else f"{name}.key"
        self.run(f"openssl req {key} -subj /CN=TSU-{name} -keyout {key_file} -out tsu.csr")
        signed = f"openssl ca -batch -notext -config ca.cnf {self.signed_by()} -extensions tsu -days 3650"
        self.run(f"{signed} -in tsu.csr -out {name}.pem")

    def run(self, command):
        subprocess.run(command.split(), cwd=self.home, check=True, capture_output=True)

    def stamp(self, digest, policy, nonce):
        (self.home / "tsa.cnf").write_text(CONFIGURATION.format(key="tsu.key", policy=policy).replace("certs = issuers.pem\n", ""))
        (self.home / "query.tsq").write_bytes(query(digest, policy, nonce))
        self.run("openssl ts -reply -config tsa.cnf -queryfile query.tsq -out reply.tsr")
        return (self.home / "reply.tsr").read_bytes()

    def crl(self):
        """A list of each CA."""
        lists = b""
        for issuer in sorted({"root", self.issuer}):
            self.run(f"openssl ca -gencrl -config ca.cnf -cert {issuer}.pem -keyfile {issuer}.key -out crl.pem")
            lists += (self.home / "crl.pem").read_bytes()
        return lists

    def revoke(self, reason, name="leaf"):
        self.run(f"openssl ca -config ca.cnf {self.signed_by()} -revoke {name}.pem -crl_reason {reason}")

    def read(self, name):
        return (self.home / name).read_bytes()


def write(out, authority, script, crls, chain=lambda: b"", beside=lambda: b""):
    claim = claim_of(out.name)
    first = authority.stamp(sha256(FILE), DEPOSIT, nonce_of(sha256(claim)))
    second = authority.stamp(sha256(claim), RECORDED, nonce_of(sha256(Token.parse(first).tst_info)))
    time.sleep(1.1)  # a CRL clears only tokens of an earlier second
    root = (authority.home / "root.pem").read_bytes()
    needs = trust(root).replace(b"logged required", b"logged optional").replace(b"revocation optional", b"revocation required")
    parts = {"file.tsr": first, "claim.json": claim, "claim.tst": bare(second), "roots.pem": root, "trust.txt": needs}
    parts |= {"original/contract.txt": FILE, "verify.sh": script.read_bytes(), "crls.pem": crls()}
    parts |= {"chain.pem": chain(), "later.crl": beside()}
    for part, octets in parts.items():
        (out / part).parent.mkdir(parents=True, exist_ok=True)
        (out / part).write_bytes(octets)


def write_all(out, script):
    def of(name, crls):
        authority = Authority(out / "authorities" / name)
        write(out / name, authority, script, lambda: crls(authority))

    def revoked(reason):
        return lambda authority: (authority.revoke(reason), authority.crl())[1]

    of("clear", lambda authority: authority.crl())
    of("key-compromise", revoked("keyCompromise"))
    of("superseded", revoked("superseded"))
    of("no-crl", lambda _: b"")
    # A list that is not in the package yet, and lies beside it.
    authority = Authority(out / "authorities" / "later")
    write(out / "later", authority, script, lambda: b"", beside=authority.crl)
    # The TSU was replaced after its key had been stolen; the package still has the old certificate.
    authority = Authority(out / "authorities" / "replaced")
    authority.unit("old")
    authority.revoke("keyCompromise", "old")
    write(out / "replaced", authority, script, authority.crl, chain=lambda: authority.read("old.pem"))
    # The TSU's key was stolen; a list by a CA that only calls itself as the issuing one does clears it. The package names both.
    authority = Authority(out / "authorities" / "forged", issuing=True)
    fake = Authority(out / "authorities" / "fake")
    fake.run("openssl req -x509 -newkey rsa:2048 -nodes -config ca.cnf -extensions root -subj /CN=Issuing -keyout issuing.key -out issuing.pem")
    fake.issuer = "issuing"
    authority.revoke("keyCompromise")

    def of_root():
        authority.run("openssl ca -gencrl -config ca.cnf -out crl.pem")
        return authority.read("crl.pem")

    both = fake.read("issuing.pem") + authority.read("issuing.pem")
    write(out / "forged-crl", authority, script, lambda: of_root() + fake.crl(), chain=lambda: both)
    write(out / "true-crl", authority, script, lambda: authority.crl() + fake.crl(), chain=lambda: both)
    # The same two CAs, and nothing revoked.
    authority = Authority(out / "authorities" / "two-names", issuing=True)
    both_names = fake.read("issuing.pem") + authority.read("issuing.pem")
    write(out / "two-names", authority, script, lambda: authority.crl() + fake.crl(), chain=lambda: both_names)
    other = Authority(out / "authorities" / "other")
    of("crl-of-another", lambda _: other.crl())


CA = """[ca]
default_ca = ours
[ours]
database = index.txt
new_certs_dir = .
certificate = root.pem
private_key = root.key
crlnumber = crlnumber
rand_serial = yes
default_md = sha256
default_crl_days = 30
policy = any
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[issuing]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsu]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("script", "out"):
        parser.add_argument(f"--{option}", required=True, type=Path)
    given = parser.parse_args()
    write_all(given.out, given.script)
