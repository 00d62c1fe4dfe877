"""The vectors of claims, read by a reader that was written from docs/claim-format.md alone."""

import json
import unittest
from pathlib import Path

from claims import Refused, canonical, folder_head, is_nonce_of, nonce_of, read_claim, read_json, sha256, shown_head, text_fault
from timestamp_token import INTEGER, Token, read_all

VECTORS = Path(__file__).parents[2] / "tsa-evidence" / "vectors"


def vectors(name):
    return json.loads((VECTORS / name).read_text())


class Vectors(unittest.TestCase):
    def test_good_claims(self):
        for vector in vectors("claims.json"):
            with self.subTest(vector["name"]):
                octets = vector["claim"].encode()
                self.assertEqual(canonical(read_claim(octets)), octets)
                self.assertEqual(sha256(octets).hex(), vector["sha256"])
                self.assertEqual(nonce_of(sha256(octets)).hex(), vector["nonce"])

    def test_refused_claims(self):
        for vector in vectors("refused-claims.json"):
            with self.subTest(vector["name"]):
                octets = bytes.fromhex(vector["claim_hex"]) if "claim_hex" in vector else vector["claim"].encode()
                with self.assertRaises(Refused) as refused:
                    read_claim(octets)
                self.assertEqual(refused.exception.code, vector["code"])
                self.assertEqual(refused.exception.member or None, vector.get("member"))
                self.assertEqual(refused.exception.text, vector.get("text"))

    def test_texts(self):
        for accepted in vectors("texts.json")["accepted"]:
            self.assertIsNone(text_fault(accepted), accepted)
        for vector in vectors("texts.json")["refused"]:
            self.assertEqual(text_fault(vector["text"]), vector["code"], ascii(vector["text"]))

    def test_nonces(self):
        for vector in vectors("nonces.json")["match"]:
            digest = bytes.fromhex(vector["digest"])
            self.assertEqual(nonce_of(digest).hex(), vector["nonce"], vector["name"])
            self.assertTrue(is_nonce_of(nonce_of(digest), digest), vector["name"])
        for vector in vectors("nonces.json")["differ"]:
            self.assertFalse(is_nonce_of(bytes.fromhex(vector["nonce"]), bytes.fromhex(vector["digest"])), vector["name"])

    def test_folders(self):
        vector = vectors("folder.json")
        head = folder_head(read_json(vector["manifest"].encode()))
        self.assertEqual(head.decode(), vector["head"])
        self.assertEqual(sha256(head).hex(), vector["sha256"])
        for shown in vector["shown"]:
            shown = read_json(shown.encode())
            self.assertEqual(shown_head(shown), head)
            shown["file"]["size"] += 1
            self.assertNotEqual(shown_head(shown), head)

    def test_the_tokens_of_a_proof(self):
        """Claim and tokens are tied as the document says; the tokens themselves are judged elsewhere."""
        part = lambda name: (VECTORS / "proof" / name).read_bytes()  # noqa: E731
        claim = read_claim(part("claim.json"))
        digest = sha256(part("claim.json"))
        first, second = Token.parse(part("file.tsr")), Token.parse(part("claim.tst"))
        nonces = [last_integer(token.tst_info) for token in (first, second)]
        self.assertTrue(is_nonce_of(nonces[0], digest))
        self.assertTrue(is_nonce_of(nonces[1], sha256(first.tst_info)))
        self.assertIn(bytes.fromhex(claim["file"]["sha256"]), first.tst_info)
        self.assertIn(digest, second.tst_info)


def last_integer(tst_info):
    """The nonce of a TSTInfo without tsa and extensions."""
    return [element for element in read_all(tst_info).children() if element.tag == INTEGER][-1].content


if __name__ == "__main__":
    unittest.main()
