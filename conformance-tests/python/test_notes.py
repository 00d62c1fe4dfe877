"""Signed notes, checkpoints, cosignatures, proofs and policies: the published example, and what must be refused."""

import unittest

from notes import COSIGNATURE, DASH, LOG_SIGNATURE, MAX_SIGNATURES, Checkpoint, Note, NoteError, Policy, Proof
from notes import SigningKey, VerifierKey, decode_base64, encode_base64, split_notes
from reference_log import ReferenceLog


class Keys(unittest.TestCase):
    def test_the_published_example(self):
        # The example of golang.org/x/mod/sumdb/note, which signed-note grew out of.
        key = VerifierKey.parse(PETER_KEY)
        self.assertEqual(str(key), PETER_KEY)
        note = Note.parse(PETER_TEXT + "\n" + PETER_SIGNATURE)
        self.assertTrue(note.signed_by(key))
        with self.assertRaises(NoteError):
            Note.parse(PETER_TEXT.replace("answer", "answers") + "\n" + PETER_SIGNATURE).signed_by(key)

    def test_mangled_keys(self):
        mangled = [PETER_KEY[:at] + PETER_KEY[at + 1 :] for at in range(len(PETER_KEY))]
        mangled += [PETER_KEY[:at] + chr(ord(octet) + 1) + PETER_KEY[at + 1 :] for at, octet in enumerate(PETER_KEY)]
        for text in mangled:
            with self.assertRaises(NoteError, msg=text):
                VerifierKey.parse(text)

    def test_names(self):
        key = SigningKey("x", LOG_SIGNATURE, bytes(32)).verifier().key
        for name in ("", "a b", "a\u00a0b", "a\u2003b"):
            with self.assertRaises(NoteError, msg=name):
                VerifierKey.parse(str(VerifierKey(name, LOG_SIGNATURE, key)))


class Notes(unittest.TestCase):
    def setUp(self):
        self.log = ReferenceLog()
        self.log.issue(1000)
        self.data = self.log.checkpoint(1000, witnessed=True)
        self.key, self.witness = self.log.key.verifier(), self.log.witness.verifier()

    def test_opens(self):
        checkpoint = Checkpoint.open(self.data, self.key)
        self.assertEqual((checkpoint.origin, checkpoint.size), ("log.example/test", 1))
        self.assertEqual(checkpoint.root, self.log.subtree()(0, 1))
        self.assertEqual(checkpoint.note.cosigned_by(self.witness), [1000])

    def test_every_flipped_bit_is_refused(self):
        body, line = self.data.index(b"\n\n"), self.data.index(b"\n", self.data.index(b"\n\n") + 2)
        for at in range(line):
            broken = bytearray(self.data)
            broken[at] ^= 1
            with self.assertRaises(NoteError, msg=f"octet {at} of {body}"):
                Checkpoint.open(bytes(broken), self.key)

    def test_unknown_signatures_are_ignored(self):
        other = SigningKey("log.example/test", LOG_SIGNATURE, bytes(32))
        more = self.data + "".join(other.sign(self.log.text()) for _ in range(16)).encode()
        self.assertEqual(Checkpoint.open(more, self.key).size, 1)
        with self.assertRaises(NoteError):
            Checkpoint.open(more, SigningKey("log.example/test", LOG_SIGNATURE, b"\x07" * 32).verifier())

    def test_too_many_signatures(self):
        line = self.log.key.sign(self.log.text())
        Note.parse(f"text\n\n{line * MAX_SIGNATURES}")
        with self.assertRaises(NoteError):
            Note.parse(f"text\n\n{line * (MAX_SIGNATURES + 1)}")

    def test_a_bad_signature_beside_a_good_one(self):
        bad = f"{DASH} {self.key.name} {encode_base64(self.key.id() + bytes(64))}\n"
        with self.assertRaises(NoteError):
            Checkpoint.open(self.data + bad.encode(), self.key)

    def test_malformed_notes(self):
        line = self.log.key.sign(self.log.text())
        text = self.log.text()
        for broken in (
            f"{text}{line}",
            f"{text}\n",
            f"{text}\n{line[:-1]}",
            f"\n\n{line}",
            f"{text}\n{line}\n",
            f"{text}\n{line.replace(DASH, '-')}",
            f"{text}\n{line.replace(' ', '  ', 1)}",
            f"{text}\n{DASH} {self.key.name} AAAA\n",
            f"{text}\n{DASH} a+b {line.split(' ')[2]}",
            f"{text}\t\n{line}",
            f"{text}\r\n\n{line}",
        ):
            with self.assertRaises(NoteError, msg=broken):
                Note.parse(broken)
        with self.assertRaises(NoteError):
            Note.parse(b"\xff" + self.data)

    def test_malformed_checkpoints(self):
        root = encode_base64(bytes(32))
        for text in (
            f"log\n1\n",
            f"\n1\n{root}\n",
            f"log\n01\n{root}\n",
            f"log\n-1\n{root}\n",
            f"log\n+1\n{root}\n",
            f"log\n\u0661\n{root}\n",
            f"log\n9223372036854775808\n{root}\n",
            f"log\n1\n{root[:-2]}\n",
            f"log\n1\n{encode_base64(bytes(31))}\n",
            f"log\n1\n{root}\n\nextension\n",
        ):
            with self.assertRaises(NoteError, msg=text):
                Checkpoint.parse(f"{text}\n{self.log.key.sign(text)}")
        extended = f"log\n1\n{root}\nan extension\n"
        self.assertEqual(Checkpoint.parse(f"{extended}\n{self.log.key.sign(extended)}").size, 1)

    def test_base64_is_canonical(self):
        for text in ("AA", "AB==", "AA==\n", "A A=", "AA-_", "AAA=="):
            with self.assertRaises(NoteError, msg=text):
                decode_base64(text)


class Cosignatures(unittest.TestCase):
    def setUp(self):
        self.log = ReferenceLog()
        self.key, self.text = self.log.witness.verifier(), self.log.text()

    def times(self, line):
        return Note.parse(f"{self.text}\n{line}").cosigned_by(self.key)

    def test_holds(self):
        self.assertEqual(self.times(self.log.witness.sign(self.text, 1679315147)), [1679315147])

    def test_bad_ones(self):
        good = decode_base64(self.log.witness.sign(self.text, 5).split(" ")[2].strip())
        zero = decode_base64(self.log.witness.sign(self.text, 0).split(" ")[2].strip())
        far = decode_base64(self.log.witness.sign(self.text, 1 << 63).split(" ")[2].strip())
        other_time = good[:4] + (6).to_bytes(8, "big") + good[12:]
        for blob in (good[:-1], good + b"\x00", zero, far, other_time, good[:-1] + bytes([good[-1] ^ 1])):
            with self.assertRaises(NoteError, msg=blob.hex()):
                self.times(f"{DASH} {self.key.name} {encode_base64(blob)}\n")

    def test_a_cosignature_is_no_signature(self):
        # The same key in both roles: the types make two key IDs, and the messages differ.
        log_key = VerifierKey(self.key.name, LOG_SIGNATURE, self.key.key)
        line = self.log.witness.sign(self.text, 5)
        self.assertFalse(Note.parse(f"{self.text}\n{line}").signed_by(log_key))

    def test_of_another_text(self):
        line = self.log.witness.sign(self.text.replace("test", "tess"), 5)
        with self.assertRaises(NoteError):
            self.times(line)


class Proofs(unittest.TestCase):
    def test_round_trip(self):
        for extra in (b"", b"more"):
            proof = Proof(73894, [bytes([at]) * 32 for at in range(5)], b"log\n1\n", extra)
            self.assertEqual(Proof.parse(proof.encode()), proof)
        self.assertTrue(proof.encode().startswith(b"c2sp.org/tlog-proof@v1\nextra bW9yZQ==\nindex 73894\n"))

    def test_malformed(self):
        good = Proof(7, [bytes(32)], b"log\n1\n").encode()
        for broken in (
            good.replace(b"@v1", b"@v2"),
            good.replace(b"index 7", b"index 07"),
            good.replace(b"index 7\n", b""),
            good.replace(b"index 7", b"index 7\nextra AA=="),
            good.replace(b"AAAA\n", b"AAA\n").replace(b"\n\nlog", b"\n log"),
            good.replace(b"index 7\nAAAA", b"index 7\nAA"),
            good.replace(b"\n\n", b"\n"),
        ):
            with self.assertRaises(NoteError, msg=broken):
                Proof.parse(broken)


class Archives(unittest.TestCase):
    def test_split(self):
        log = ReferenceLog()
        notes = []
        for time in range(3):
            log.issue(1000 + time)
            notes.append(log.checkpoint(1000 + time, witnessed=bool(time % 2)))
        for between in (b"", b"\n", b"\n\n"):
            self.assertEqual(split_notes(between.join(notes)), notes)
        self.assertEqual(split_notes(b""), [])
        # What is no note stays there to be refused.
        self.assertEqual(split_notes(notes[0] + b"garbage\n"), [notes[0], b"garbage\n"])


class Policies(unittest.TestCase):
    def setUp(self):
        self.log = ReferenceLog()
        self.names = [SigningKey(f"w{at}", COSIGNATURE, bytes([20 + at]) * 32) for at in range(5)]
        self.head = f"# ours\n\nlog {self.log.key.verifier()} https://log.example/test\n" + "".join(
            f"\twitness W{at} {key.verifier()}\n" for at, key in enumerate(self.names)
        )

    def satisfied(self, rules, *signers):
        text = self.log.text()
        lines = [self.names[at].sign(text, 9) for at in signers] or [self.log.key.sign(text)]
        return Policy.parse(f"{self.head}{rules}".encode()).satisfied_by(Note.parse(f"{text}\n{''.join(lines)}"))

    def test_quorums(self):
        nested = "group X 2 W0 W1 W2\ngroup Y any W3 W4\ngroup Z all X Y\nquorum Z\n"
        for rules, signers, expected in (
            ("quorum none\n", (), True),
            ("quorum W0\n", (), False),
            ("quorum W0\n", (0,), True),
            ("quorum W0\n", (1,), False),
            (nested, (0, 1, 3), True),
            (nested, (0, 0, 3), False),
            (nested, (0, 1, 2), False),
            (nested, (1, 2, 4), True),
        ):
            self.assertEqual(self.satisfied(rules, *signers), expected, (rules, signers))

    def test_malformed(self):
        for rules in (
            "",
            "quorum W9\n",
            "quorum W0\nquorum W1\n",
            "group X 2 W0\nquorum X\n",
            "group X 0 W0\nquorum X\n",
            "group X any\nquorum X\n",
            "group X any none\nquorum X\n",
            "group X any X\nquorum X\n",
            "group X any W0\ngroup Y any W0\nquorum Y\n",
            "group W0 any W1\nquorum W0\n",
            "group none any W1\nquorum none\n",
            "quorum none\nsomething else\n",
            "quorum none\r\n",
            f"witness again {SigningKey('w0', COSIGNATURE, bytes([20]) * 32).verifier()}\nquorum none\n",
            f"witness log {ReferenceLog().key.verifier()}\nquorum none\n",
        ):
            with self.assertRaises(NoteError, msg=rules):
                self.satisfied(rules)


PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_SIGNATURE = (
    f"{DASH} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg"
    "KvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

if __name__ == "__main__":
    unittest.main()
