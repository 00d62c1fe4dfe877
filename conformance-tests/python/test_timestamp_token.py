"""The leaf from a token alone: tokens of `openssl ts`, tokens of our writer, and octets that are neither."""

import hashlib
import subprocess
import tempfile
import unittest
from pathlib import Path

from reference_log import der, digest_of, make_token
from timestamp_token import Token, TokenEntry, TokenError, VoidEntry, parse_entry, parse_gen_time


class OpensslTokens(unittest.TestCase):
    """`openssl ts -reply` makes the token, `openssl asn1parse` and `openssl x509` say what is in it."""

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.directory = Path(cls.scratch.name)
        (cls.directory / "tsa.cnf").write_text(CONFIGURATION)
        (cls.directory / "serial").write_text("4A0102030405060708090000000004D1")
        cls.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out tsa.pem"
                    " -config tsa.cnf -days 2")
        (cls.directory / "document").write_bytes(b"document")
        cls.openssl("ts -query -data document -sha256 -cert -out request.tsq")
        cls.openssl("ts -reply -config tsa.cnf -section tsa -queryfile request.tsq -out answer.tsr")
        cls.openssl("ts -reply -config tsa.cnf -section tsa -queryfile request.tsq -out token.tst -token_out")

    @classmethod
    def openssl(cls, words):
        command = ["openssl", *words.split()]
        return subprocess.run(command, cwd=cls.directory, check=True, capture_output=True).stdout

    def test_fields(self):
        token = Token.parse((self.directory / "answer.tsr").read_bytes())
        # `serial` holds the last one, and `ts -reply` adds one.
        self.assertEqual(token.serial, 0x4A0102030405060708090000000004D2)
        self.assertEqual(token.index(), 1234)
        self.assertEqual(token.accuracy, 1_500_000_000)
        self.assertEqual(token.policy.hex(), "2a0304")
        certificate = self.openssl("x509 -in tsa.pem -outform DER")
        self.assertEqual(token.signer, hashlib.sha256(certificate).digest())
        text = self.openssl("ts -reply -in answer.tsr -text").decode()
        self.assertIn(f"{parse_gen_time(token.gen_time) // 10**9 % 60:02} ", text.split("Time stamp:")[1][:24])

    def test_a_token_and_its_response_say_the_same(self):
        answer = self.directory / "answer.tsr"
        token = self.openssl(f"ts -reply -in {answer} -token_out")
        self.assertEqual(Token.parse(token), Token.parse(answer.read_bytes()))
        self.assertEqual(Token.parse((self.directory / "token.tst").read_bytes()).index(), 1235)

    def test_cut_anywhere(self):
        data = (self.directory / "token.tst").read_bytes()
        for end in range(len(data)):
            with self.assertRaises(TokenError, msg=str(end)):
                Token.parse(data[:end])
        with self.assertRaises(TokenError):
            Token.parse(data + b"\x00")

    def test_any_octet_of_the_tst_info_changed_is_another_leaf_or_no_token(self):
        data = (self.directory / "token.tst").read_bytes()
        good = Token.parse(data)
        start = data.index(good.tst_info)
        for at in range(start, start + len(good.tst_info)):
            broken = bytearray(data)
            broken[at] ^= 0x20
            try:
                entry = Token.parse(bytes(broken)).entry()
            except TokenError:
                continue
            self.assertNotEqual(entry, good.entry(), f"octet {at}")


class WrittenTokens(unittest.TestCase):
    def test_entry(self):
        token = Token.parse(make_token(77, 1_700_000_000, salt=5))
        expected = b"\x01" + digest_of(der(0x30, b"a certificate")) + b"\x0a" + bytes.fromhex("2b0601040181fd590100")
        expected += b"\x0f20231114221320Z" + digest_of(token.tst_info)
        self.assertEqual(token.entry(), expected)
        self.assertEqual(token.index(), 77)
        self.assertEqual(parse_entry(token.entry()).time, 1_700_000_000 * 10**9)

    def test_certificate_named_by_another_hash(self):
        plain = Token.parse(make_token(1, 1000))
        for name in ("sha384", "sha512"):
            self.assertEqual(Token.parse(make_token(1, 1000, hash_name=name)).entry(), plain.entry())
        # … which then must be in the token.
        with self.assertRaises(TokenError):
            Token.parse(make_token(1, 1000, hash_name="sha384").replace(b"a certificate", b"b certificate"))

    def test_refusals_and_other_octets(self):
        rejection = der(0x30, der(0x30, der(0x02, b"\x02")))
        granted = der(0x30, der(0x30, der(0x02, b"\x00")), make_token(1, 1000))
        self.assertEqual(Token.parse(granted).index(), 1)
        for data in (rejection, b"", b"\x30\x00", b"\x30\x80\x00\x00", der(0x30, der(0x06, b"\x2a")), b"-----BEGIN"):
            with self.assertRaises(TokenError, msg=data.hex()):
                Token.parse(data)


class Entries(unittest.TestCase):
    def test_kinds(self):
        self.assertEqual(parse_entry(b"\x02" + (258).to_bytes(8, "big") + b"\x03"), VoidEntry(258, 3))
        self.assertIsInstance(parse_entry(Token.parse(make_token(1, 1000)).entry()), TokenEntry)
        self.assertIsNone(parse_entry(b"\x03anything"))
        self.assertIsNone(parse_entry(b""))

    def test_malformed(self):
        entry = Token.parse(make_token(1, 1000)).entry()
        void = b"\x02" + bytes(9)
        for broken in (entry[:-1], entry + b"\x00", entry[:20], void[:-1], void + b"\x00", b"\x01"):
            with self.assertRaises(TokenError, msg=broken.hex()):
                parse_entry(broken)

    def test_gen_times(self):
        self.assertEqual(parse_gen_time(b"19700101000001.5Z"), 1_500_000_000)
        self.assertEqual(parse_gen_time(b"20240229235959.001Z") % 10**9, 1_000_000)
        for octets in (
            b"20240101000000",
            b"20240101000000.Z",
            b"20240101000000.50Z",
            b"20240101000000,5Z",
            b"20240101000060Z",
            b"20240230000000Z",
            b"202401010000Z",
            b"20240101000000+0000",
            b"20240101000000Z\n",
        ):
            with self.assertRaises(TokenError, msg=octets):
                parse_gen_time(octets)


CONFIGURATION = """
[req]
distinguished_name = dn
prompt = no
x509_extensions = tsu
[dn]
CN = Second TSA
[tsu]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = key.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1, millisecs:500
ess_cert_id_alg = sha256
"""

if __name__ == "__main__":
    unittest.main()
