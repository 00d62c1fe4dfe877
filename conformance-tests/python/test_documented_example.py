"""The worked example of docs/log-format.md, by readers that were not written from it."""

import unittest

from merkle import Frontier, check_inclusion, leaf_hash
from notes import Checkpoint, Policy, Proof, VerifierKey
from reference_log import digest_of
from timestamp_token import TokenEntry, VoidEntry, parse_entry


class Example(unittest.TestCase):
    def test_entries_and_tree(self):
        frontier = Frontier()
        for number, (entry, leaf) in enumerate(zip(ENTRIES, LEAVES, strict=True)):
            self.assertEqual(leaf_hash(bytes.fromhex(entry)).hex(), leaf)
            frontier.push(bytes.fromhex(leaf))
            said = parse_entry(bytes.fromhex(entry))
            if number == 2:
                self.assertEqual(said, VoidEntry(1, 2))
            else:
                self.assertIsInstance(said, TokenEntry)
                self.assertEqual(said.signer, digest_of(b"example certificate"))
                self.assertEqual(said.tst_info_sha256, digest_of(f"example TSTInfo {number}".encode()))
        self.assertEqual(frontier.root().hex(), ROOT)
        self.assertEqual(sum(2 + len(entry) // 2 for entry in ENTRIES), 390)

    def test_proof_under_the_policy(self):
        policy, proof = Policy.parse(POLICY.encode()), Proof.parse(PROOF.encode())
        checkpoint = Checkpoint.open(proof.checkpoint, policy.logs[0])
        self.assertTrue(policy.satisfied_by(checkpoint.note))
        check_inclusion(bytes.fromhex(LEAVES[3]), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
        self.assertEqual(checkpoint.note.cosigned_by(policy.witnesses["w1"]), [1795366091])
        self.assertEqual(proof.encode(), PROOF.encode())

    def test_keys(self):
        for line in POLICY.splitlines()[:2]:
            text = line.split()[-1]
            self.assertEqual(str(VerifierKey.parse(text)), text)


SIGNER = "0160a3fc80cd8d087bc8168f6570269dc500863b337424a07aa71b9a104dc25c7f0a2b0601040181fd590100"
ENTRIES = [
    SIGNER + "0f32303236313132323136343830305a0776c7b32c8b464f456e56916c85d87731e9d98c5022a4edaa097c30862f6e56",
    SIGNER + "0f32303236313132323136343830315ace3f8f8eb30ebc3c4f63dce90da910b273b838f4a1fec276450cda8b476fa6a4",
    "02000000000000000102",
    SIGNER + "0f32303236313132323136343830395a8606708631b17ed0060a0a34b4e2f7c4b47d84d4f12438fec12fab2f48310042",
    SIGNER + "1132303236313132323136343830392e355a415aadcef777dd773ed471ab925663c287de6292a778822f2687bc158e58216a",
]
LEAVES = [
    "decd0b112359cfb3661243a905f41d9d04adb58d224ea3fa91d5f349b025a8f2",
    "8115d392064821906046281616751b32c0fcf955b6b1fdcc3f99004e8ec33fd5",
    "77b1a7351b2b2492531f287c6048c2407135ee01b425b2471664747734726ab2",
    "a317a5052908a05ea0e378bfc8790c1af37fe2d38278a5f98c83c4f8a8ee9b06",
    "42b8fb14cf7e73e4068cafd9e75b5801515588c1c27d59c36af94684152af28d",
]
ROOT = "062cba854ce297c2b4957ca9f8256f9a1213303a9587fb224c556a87d5a68ba4"
PROOF = """c2sp.org/tlog-proof@v1
index 3
d7GnNRsrJJJTHyh8YEjCQHE17gG0JbJHFmR0dzRyarI=
keWSR+WfZ66mBtN57TqOWAuF5sAx603qmuoi1n0e9CU=
Qrj7FM9+c+QGjK/Z51tYAVFViMHCfVnDavlGhBUq8o0=

log.example.com/tsa
5
Biy6hUzil8K0lXyp+CVvmhITMDqVh/siTFVqh9Wmi6Q=

— log.example.com/tsa tQajp7DDziefjjn6/1YdF15yEOtr7d0y5v9hFN4pNQBR8H7YpFXQI7+TINJmRgf3+VJUYfgZ4VWgkKXwTcYalNGXBgQ=
— log.example.com/tsa/time sxfv2QAAAABrAxzKzSssOY+HzlpJIetgmpZp4TwC32sJhzdJ90gBS4Js9wajh0guYW1ZoFUqtiSSO6X58MMoY6qV7+s1py/nI8i2Bw==
— witness.example.net/w1 pROAxwAAAABrAxzLsVvfcRlVNzqMo35QM1lx5It5ZSUFLWtb0yAUS0MNRbSzJzS/3wzyoOkNzb3sdf6pVKh7nrwI/ODZdgcjdcvXBw==
"""
POLICY = """log log.example.com/tsa+b506a3a7+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c
witness w1 witness.example.net/w1+a51380c7+BO1JKMYo0cLG6ukDOJBZlWEpWSc6XGP5NjbBRhSshzfR
quorum w1
"""

if __name__ == "__main__":
    unittest.main()
