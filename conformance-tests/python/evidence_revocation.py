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
    def __init__(self, home):
        self.home = home
        home.mkdir(parents=True)
        (home / "ca.cnf").write_text(CA)
        (home / "index.txt").write_text("")
        (home / "crlnumber").write_text("01\n")
        (home / "serial").write_text("4000000000000001\n")
        key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -config ca.cnf"
        self.run(f"openssl req -x509 {key} -extensions root -subj /CN=Root -days 3650 -keyout root.key -out root.pem")
        self.run(f"openssl req {key} -subj /CN=TSU -keyout tsu.key -out tsu.csr")
        self.run("openssl ca -batch -notext -config ca.cnf -extensions tsu -days 3650 -in tsu.csr -out leaf.pem")
        (home / "issuers.pem").write_text("")

    def run(self, command):
        subprocess.run(command.split(), cwd=self.home, check=True, capture_output=True)

    def stamp(self, digest, policy, nonce):
        (self.home / "tsa.cnf").write_text(CONFIGURATION.format(key="tsu.key", policy=policy).replace("certs = issuers.pem\n", ""))
        (self.home / "query.tsq").write_bytes(query(digest, policy, nonce))
        self.run("openssl ts -reply -config tsa.cnf -queryfile query.tsq -out reply.tsr")
        return (self.home / "reply.tsr").read_bytes()

    def crl(self):
        self.run("openssl ca -gencrl -config ca.cnf -out crl.pem")
        return (self.home / "crl.pem").read_bytes()

    def revoke(self, reason):
        self.run(f"openssl ca -config ca.cnf -revoke leaf.pem -crl_reason {reason}")


def write(out, authority, script, crls):
    claim = claim_of(out.name)
    first = authority.stamp(sha256(FILE), DEPOSIT, nonce_of(sha256(claim)))
    second = authority.stamp(sha256(claim), RECORDED, nonce_of(sha256(Token.parse(first).tst_info)))
    time.sleep(1.1)  # a CRL clears only tokens of an earlier second
    root = (authority.home / "root.pem").read_bytes()
    needs = trust(root).replace(b"logged required", b"logged optional").replace(b"revocation optional", b"revocation required")
    parts = {"file.tsr": first, "claim.json": claim, "claim.tst": bare(second), "roots.pem": root, "trust.txt": needs}
    parts |= {"original/contract.txt": FILE, "verify.sh": script.read_bytes(), "crls.pem": crls()}
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
