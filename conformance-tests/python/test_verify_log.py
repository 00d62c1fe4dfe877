"""The shell script of the log, on OpenSSL alone, under every shell that is here: it must agree with the Python reader,
and see every lie."""

import base64
import os
import random
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import tlog
from log_audit import Trust
from log_source import LogSource
from notes import COSIGNATURE, DASH, LOG_SIGNATURE, Proof, SigningKey, encode_base64
from reference_log import ReferenceLog, make_token
from timestamp_token import Token

SCRIPT = Path(__file__).parents[2] / "tsa-admin" / "assets" / "verify-log.sh"
SHELLS = [shell for shell in (["dash"], ["busybox", "sh"], ["bash", "--posix"], ["sh"]) if shutil.which(shell[0])]
START = 1_700_000_000


class Script(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.place, cls.log = Path(cls.scratch.name), ReferenceLog()
        for index in range(45):
            cls.log.issue(START + index)
        directory = cls.log.write(cls.place / "log", cls.log.checkpoint(START + 50, witnessed=True))
        cls.source, cls.trust = LogSource(directory), Trust(cls.log.key.verifier())
        cls.token = cls.write("token", cls.log.tokens[37])
        cls.proof = cls.prove(37)
        cls.proof_file = cls.write("proof", cls.proof.encode())
        cls.key, cls.witness = str(cls.log.key.verifier()), str(cls.log.witness.verifier())

    @classmethod
    def write(cls, name, data):
        path = cls.place / name
        path.write_bytes(data)
        return str(path)

    @classmethod
    def prove(cls, index):
        return tlog.prove(Token.parse(cls.log.tokens[index]), cls.source, cls.trust)

    def run_script(self, *words, shell=SHELLS[0]):
        done = subprocess.run([*shell, str(SCRIPT), *words], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def check(self, code, said, token=None, proof=None, key=None, witness=None, shell=SHELLS[0]):
        words = ["-t", token or self.token, "-p", proof or self.proof_file, "-k", key or self.key]
        words += ["-w", witness] if witness else []
        found, text = self.run_script(*words, shell=shell)
        self.assertEqual(found, code, text)
        self.assertIn(said, text)
        return text

    def bent(self, **changes):
        """A file with a changed proof."""
        fields = {name: getattr(self.proof, name) for name in ("index", "hashes", "checkpoint")} | changes
        return self.write("bent", Proof(**fields).encode())


class Holds(Script):
    def test_in_every_shell(self):
        for shell in SHELLS:
            with self.subTest(shell=shell):
                text = self.check(0, "The token is in the log.", witness=self.witness, shell=shell)
                self.assertIn("witness: witness.example/w1 saw it by 2023-11-14T22:14:10Z", text)
                self.assertIn(f"leaf {self.log.leaves()[37].hex()}", text)
                self.check(1, "DOES NOT HOLD", proof=self.bent(hashes=self.proof.hashes[::-1]), shell=shell)

    def test_every_leaf_of_small_logs(self):
        for size in range(1, 6):
            log = ReferenceLog()
            for index in range(size):
                log.issue(START + index)
            directory = log.write(self.place / f"log{size}", log.checkpoint())
            for index in range(size):
                proof = tlog.prove(Token.parse(log.tokens[index]), LogSource(directory), self.trust)
                token = self.write("small", log.tokens[index])
                self.check(0, f"leaf {index} of {size}", token, self.write("proof-small", proof.encode()))

    def test_a_token_of_openssl(self):
        """Its SignedData has certificates, two attributes more, and an index that the log does not have yet."""
        import test_timestamp_token as tokens

        tokens.OpensslTokens.setUpClass()
        self.addCleanup(tokens.OpensslTokens.doClassCleanups)
        for name in ("answer.tsr", "token.tst"):
            path = tokens.OpensslTokens.directory / name
            token = Token.parse(path.read_bytes())
            entries = ReferenceLog()
            entries.entries = [b"\x09"] * token.index() + [token.entry()]
            directory = entries.write(self.place / name, entries.checkpoint(START))
            proof = tlog.prove(token, LogSource(directory), self.trust)
            self.check(0, "The token is in the log.", str(path), self.write("proof-openssl", proof.encode()))

    def test_forms_of_keys(self):
        seed = self.log.key.seed
        pkcs8 = bytes.fromhex("302e020100300506032b657004220420") + seed
        private = self.write("key.der", pkcs8)
        pem = str(self.place / "key.pem")
        subprocess.run(["openssl", "pkey", "-in", private, "-inform", "DER", "-pubout", "-out", pem], check=True)
        both = self.write("vkey", f"{self.log.clock.verifier()}\n{self.key}\n".encode())
        for key in (self.key, pem, both):
            self.check(0, "The token is in the log.", key=key)
        self.check(0, "saw it by", witness=both)

    def test_extra_is_passed_over(self):
        proof = Proof(37, self.proof.hashes, self.proof.checkpoint, b"for somebody else")
        self.check(0, "The token is in the log.", proof=self.write("extra", proof.encode()))


class DoesNotHold(Script):
    def test_tokens(self):
        other = self.write("other", make_token(37, START + 37, salt=1))
        self.check(1, "does not lead from the token", token=other)
        self.check(1, "serial number says leaf 36", token=self.write("other", self.log.tokens[36]))
        certificate = self.write("other", make_token(37, START + 37, certificate=b"another"))
        self.check(1, "does not lead from the token", token=certificate)

    def test_proofs(self):
        hashes = self.proof.hashes
        for at in range(len(hashes)):
            changed = [bytes(32) if number == at else node for number, node in enumerate(hashes)]
            self.check(1, "does not lead", proof=self.bent(hashes=changed))
        self.check(1, "too short", proof=self.bent(hashes=hashes[:-1]))
        self.check(1, "too long", proof=self.bent(hashes=[*hashes, bytes(32)]))
        self.check(1, "the proof is for leaf 36", proof=self.bent(index=36))

    def test_checkpoints(self):
        text = self.log.text()
        impostor = SigningKey(self.log.key.name, LOG_SIGNATURE, bytes(32))
        unsigned = f"{text}\n{impostor.sign(text)}".encode()
        self.check(1, "not signed by the log", proof=self.bent(checkpoint=unsigned))
        key_id = self.log.key.verifier().id()
        bad = f"{text}\n{DASH} {self.log.key.name} {encode_base64(key_id + bytes(64))}\n".encode()
        self.check(1, "signature on the checkpoint does not hold", proof=self.bent(checkpoint=bad))
        moved = self.proof.checkpoint.replace(b"\n45\n", b"\n44\n")
        self.check(1, "signature on the checkpoint does not hold", proof=self.bent(checkpoint=moved))
        other = ReferenceLog("log.example/other", seed=7)
        self.check(1, "not of log.example/other", key=str(other.key.verifier()))

    def test_cosignatures(self):
        text, key = self.log.text(), self.log.witness.verifier()
        signed = f"{text}\n{self.log.key.sign(text)}"
        good = base64.b64decode(self.log.witness.sign(text, START).split(" ")[2])
        for blob, said in (
            (good[:-1], "malformed"),
            (good[:4] + bytes(8) + good[12:], "states no time"),
            (good[:4] + (START + 1).to_bytes(8, "big") + good[12:], "does not hold"),
            (good[:4] + b"\xff" * 8 + good[12:], ""),
            (good[:-1] + bytes([good[-1] ^ 1]), "does not hold"),
        ):
            line = f"{DASH} {key.name} {encode_base64(blob)}\n"
            proof = self.bent(checkpoint=f"{signed}{line}".encode())
            self.check(1, said, proof=proof, witness=self.witness)
            # Whoever does not ask for the witness does not hear of it.
            self.check(0, "The token is in the log.", proof=proof)

    def test_not_yet(self):
        stranger = str(SigningKey("witness.example/w2", COSIGNATURE, bytes(32)).verifier())
        self.check(3, "not cosigned by witness.example/w2", witness=stranger)
        young = self.write("young", make_token(45, START + 45))
        self.check(3, "not yet: the checkpoint covers 45 leaves", token=young, proof=self.bent(index=45))

    def test_random_mutations_never_pass(self):
        """Of the token's TSTInfo and of the proof down to the log's signature line."""
        generator, token, proof = random.Random(6962), Path(self.token).read_bytes(), self.proof.encode()
        tst_info = Token.parse(token).tst_info
        start = token.index(tst_info)
        end = proof.index(b"\n", proof.rindex(b"\n\n") + 2)
        for number in range(MUTATIONS):
            in_token = number % 2
            data = bytearray(token if in_token else proof)
            at = generator.randrange(start, start + len(tst_info)) if in_token else generator.randrange(end)
            data[at] ^= 1 << generator.randrange(8)
            changed = self.write("mutated", bytes(data))
            words = ["-t", changed, "-p", self.proof_file] if in_token else ["-t", self.token, "-p", changed]
            code, text = self.run_script(*words, "-k", self.key)
            self.assertIn(code, (1, 2, 3), f"{'token' if in_token else 'proof'} octet {at}: {text}")


class CannotBeJudged(Script):
    def test_files(self):
        for token in ("/nonexistent", self.write("x", b""), self.write("y", b"0\x80"), self.write("z", b"text\n")):
            self.check(2, "", token=token)
        for cut in (10, 60, 200):
            self.check(2, "", token=self.write("cut", self.log.tokens[37][:cut]))
        for proof in (b"", b"c2sp.org/tlog-proof@v2\n", self.log.checkpoint(), self.proof.encode()[:200]):
            self.check(2, "", proof=self.write("bad", proof))
        self.check(2, "", proof=self.write("bad", self.proof.encode().replace(b"index 37", b"index 037")))

    def test_keys(self):
        for key in ("nothing", self.key[:-2], self.witness, self.key.replace("+", "+0", 1), "/nonexistent"):
            self.check(2, "", key=key)
        self.check(2, "", witness=self.key)

    def test_usage(self):
        whole = ["-t", self.token, "-p", self.proof_file, "-k", self.key]
        for words in ([], whole[:2], whole[:4], ["-x"], [*whole, "more"]):
            code, text = self.run_script(*words)
            self.assertEqual(code, 2)
            self.assertIn("usage:", text)

    def test_nothing_stays_behind(self):
        directory = tempfile.mkdtemp(dir=self.scratch.name)
        words = ["-t", self.token, "-p", self.proof_file, "-k", self.key]
        subprocess.run([*SHELLS[0], str(SCRIPT), *words], env=os.environ | {"TMPDIR": directory}, capture_output=True)
        self.assertEqual(os.listdir(directory), [])


MUTATIONS = int(os.environ.get("TLOG_MUTATIONS", "24"))

if __name__ == "__main__":
    unittest.main()
