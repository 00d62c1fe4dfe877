"""The witness over HTTP, case by case of tlog-witness, and what it keeps over a restart and under a race."""

import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

from merkle import EMPTY_ROOT, consistency_proof
from notes import COSIGNATURE, DASH, LOG_SIGNATURE, Checkpoint, Note, NoteError, SigningKey, VerifierKey
from notes import checkpoint_text, encode_base64
from reference_log import ReferenceLog
from witness import Refused, Witness, file_of


def grown(count, changed=None):
    """A log of so many entries; `changed` is the index at which it differs from the others."""
    log = ReferenceLog()
    log.entries = [f"{'other' if index == changed else 'entry'} {index}".encode() for index in range(count)]
    return log


def request(log, old, size=None, proof=None, checkpoint=None):
    """The body of an add-checkpoint."""
    size = len(log.entries) if size is None else size
    proof = consistency_proof(old, size, log.subtree()) if proof is None else proof
    lines = [f"old {old}", *map(encode_base64, proof), "", ""]
    return "\n".join(lines).encode() + (checkpoint or log.checkpoint(size=size))


class Process:
    """A witness as a process, as the tests of other programs start it."""

    def __init__(self, state, *words):
        command = [sys.executable, "witness.py", "--state", str(state), *words]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=HERE)
        self.key = VerifierKey.parse(self.process.stdout.readline().removeprefix("vkey "))
        self.port = int(self.process.stdout.readline().removeprefix("port "))
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    def stop(self, how=signal.SIGTERM):
        self.connection.close()
        self.process.send_signal(how)
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()

    def ask(self, method, path, body=None):
        """(status, content type, body), over a connection that is kept."""
        self.connection.request(method, path, body)
        answer = self.connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read()

    def add(self, body):
        return self.ask("POST", "/add-checkpoint", body)


class Protocol(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.state = Path(scratch.name)
        self.log = grown(20)
        self.start()

    def start(self):
        self.witness = Process(self.state, "--log", str(self.log.key.verifier()), "--name", "witness.example/w9")
        self.addCleanup(self.witness.stop)

    def cosigned(self, answer, size):
        """Fails unless the answer is our cosignature of the checkpoint of this size."""
        status, kind, body = answer
        self.assertEqual((status, kind), (200, "text/plain; charset=utf-8"), body)
        self.assertRegex(body.decode(), re.compile(f"\\A{DASH} witness.example/w9 [A-Za-z0-9+/=]+\n\\Z"))
        # tlog-witness: "the client MAY concatenate it to the checkpoint".
        note = Note.parse(self.log.checkpoint(size=size) + body)
        times = note.cosigned_by(self.witness.key)
        self.assertEqual(len(times), 1)
        return times[0]

    def test_a_log_that_grows(self):
        old = 0
        for size in (1, 2, 3, 8, 8, 13, 20):
            self.cosigned(self.witness.add(request(self.log, old, size)), size)
            old = size

    def test_the_first_checkpoint_may_be_empty(self):
        self.cosigned(self.witness.add(request(self.log, 0, 0)), 0)
        self.cosigned(self.witness.add(request(self.log, 0, 5)), 5)

    def test_the_table(self):
        log, stranger = self.log, ReferenceLog("log.example/stranger")
        self.cosigned(self.witness.add(request(log, 0, 8)), 8)
        impostor = SigningKey(log.key.name, LOG_SIGNATURE, bytes(32))
        text = log.text(12)
        unsigned = f"{text}\n{impostor.sign(text)}".encode()
        bad = f"{text}\n{DASH} {log.key.name} {encode_base64(log.key.verifier().id() + bytes(64))}\n".encode()
        good = request(log, 8, 12)
        proof, longer = (consistency_proof(8, size, log.subtree()) for size in (12, 13))
        fork = grown(20, changed=3)
        size_type, text_type = "text/x.tlog.size", "text/plain; charset=utf-8"
        for name, body, status, kind, said in (
            ("nothing", b"", 400, text_type, None),
            ("no old line", good.partition(b"\n")[2], 400, text_type, None),
            ("two blanks", good.replace(b"old 8", b"old  8"), 400, text_type, None),
            ("a leading zero", good.replace(b"old 8", b"old 08"), 400, text_type, None),
            ("a sign", good.replace(b"old 8", b"old +8"), 400, text_type, None),
            ("CR LF", good.replace(b"old 8\n", b"old 8\r\n"), 400, text_type, None),
            ("a short hash", request(log, 8, 12, [bytes(31)]), 400, text_type, None),
            ("no base64", good.replace(b"old 8\n", b"old 8\n?\n"), 400, text_type, None),
            ("64 proof lines", request(log, 8, 12, [bytes(32)] * 64), 400, text_type, None),
            ("no checkpoint", good.partition(b"\n\n")[0] + b"\n\n", 400, text_type, None),
            ("a checkpoint without signatures", request(log, 8, 12, checkpoint=text.encode()), 400, text_type, None),
            ("another origin", request(stranger, 0, 0), 404, text_type, None),
            ("the key of somebody else", request(log, 8, 12, checkpoint=unsigned), 403, text_type, None),
            ("a bad signature", request(log, 8, 12, checkpoint=bad), 403, text_type, None),
            ("a bad one beside a good one", good + bad.splitlines(keepends=True)[-1], 403, text_type, None),
            ("old above the size", request(log, 8, 6, []), 400, text_type, None),
            ("not the latest", request(log, 7, 12), 409, size_type, b"8\n"),
            ("starts again", request(log, 0, 12), 409, size_type, b"8\n"),
            ("goes back", request(log, 5, 5), 409, size_type, b"8\n"),
            ("ahead of us", request(log, 9, 12), 409, size_type, b"8\n"),
            ("another root for the same size", request(fork, 8, 8), 409, text_type, None),
            ("a fork", request(fork, 8, 12), 422, text_type, None),
            ("no proof", request(log, 8, 12, []), 422, text_type, None),
            ("too long a proof", request(log, 8, 12, [*proof, bytes(32)]), 422, text_type, None),
            ("63 proof lines are read", request(log, 8, 12, [bytes(32)] * 63), 422, text_type, None),
            ("a proof for the same size", request(log, 8, 8, [bytes(32)]), 422, text_type, None),
            ("a proof of another size", request(log, 8, 12, longer), 422, text_type, None),
        ):
            with self.subTest(name):
                answer = self.witness.add(body)
                self.assertEqual(answer[:2], (status, kind), answer)
                if said is not None:
                    self.assertEqual(answer[2], said)
        # None of these moved it.
        self.cosigned(self.witness.add(good), 12)

    def test_the_first_checkpoint_takes_no_proof(self):
        self.assertEqual(self.witness.add(request(self.log, 0, 8, [bytes(32)]))[0], 422)
        text = checkpoint_text(self.log.key.name, 0, bytes(32))
        wrong = f"{text}\n{self.log.key.sign(text)}".encode()
        self.assertEqual(self.witness.add(request(self.log, 0, 0, checkpoint=wrong))[0], 422)
        self.assertNotEqual(EMPTY_ROOT, bytes(32))

    def test_unknown_signatures_are_ignored(self):
        other = SigningKey("other.example", COSIGNATURE, b"\x09" * 32)
        lines = "".join(other.sign(self.log.text(8), time) for time in range(1, 16))
        self.cosigned(self.witness.add(request(self.log, 0, 8) + lines.encode()), 8)

    def test_other_requests(self):
        self.assertEqual(self.witness.ask("POST", "/", b"x")[0], 404)
        self.assertEqual(self.witness.ask("GET", "/add-checkpoint")[0], 404)
        self.assertEqual(self.witness.ask("GET", "/lock/checkpoint")[0], 404)
        self.assertEqual(self.witness.ask("GET", "/../key/checkpoint")[0], 404)
        self.assertEqual(self.witness.ask("PUT", "/add-checkpoint", b"")[0], 501)
        self.witness.connection.close()
        self.assertEqual(self.witness.add(bytes(70_000))[0], 413)

    def test_the_monitoring_path(self):
        path = f"/{file_of(self.log.key.name)}/checkpoint"
        self.assertEqual(self.witness.ask("GET", path)[0], 404)
        time = self.cosigned(self.witness.add(request(self.log, 0, 8)), 8)
        status, _, body = self.witness.ask("GET", path)
        self.assertEqual(status, 200)
        checkpoint = Checkpoint.open(body, self.log.key.verifier())
        self.assertEqual((checkpoint.size, checkpoint.note.cosigned_by(self.witness.key)), (8, [time]))

    def test_a_restart_forgets_nothing(self):
        self.cosigned(self.witness.add(request(self.log, 0, 8)), 8)
        key = self.witness.key
        self.witness.stop(signal.SIGKILL)
        self.start()
        self.assertEqual(self.witness.key, key)
        self.assertEqual(self.witness.add(request(self.log, 0, 8))[::2], (409, b"8\n"))
        # An answer that got lost is asked for again.
        self.cosigned(self.witness.add(request(self.log, 8, 8)), 8)
        self.cosigned(self.witness.add(request(self.log, 8, 20)), 20)

    def test_one_process_only(self):
        with self.assertRaises(OSError):
            Witness(SigningKey("w", COSIGNATURE, bytes(32)), [], self.state)

    def test_a_race_has_one_winner_a_size(self):
        """Many clients offer two forks at once: all that is cosigned is of one log."""
        fork, answers = grown(20, changed=3), []

        def run(log):
            connection = http.client.HTTPConnection("127.0.0.1", self.witness.port, timeout=10)
            old = 0
            while old < 20:
                size = min(old + 2, 20)
                connection.request("POST", "/add-checkpoint", request(log, old, size))
                answer = connection.getresponse()
                body = answer.read()
                if answer.status == 200:
                    answers.append((size, log.subtree()(0, size)))
                    old = size
                elif answer.headers["Content-Type"] == "text/x.tlog.size" and int(body) > old:
                    old = int(body)
                else:
                    break
            connection.close()

        threads = [threading.Thread(target=run, args=(log,)) for log in (self.log, fork) * 4]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        sizes = {size for size, _ in answers}
        self.assertEqual(len(set(answers)), len(sizes), "two roots of one size were cosigned")
        self.assertEqual(max(sizes), 20)


class Inside(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.state, self.log, self.now = Path(scratch.name), grown(9), 1000.9

    def witness(self):
        key = SigningKey("w", COSIGNATURE, b"\x05" * 32)
        witness = Witness(key, [self.log.key.verifier()], self.state, lambda: self.now)
        self.addCleanup(witness.close)
        return key.verifier(), witness

    def test_times_do_not_go_back(self):
        key, witness = self.witness()
        self.assertEqual(self.time(key, witness.add_checkpoint(request(self.log, 0, 4)), 4), 1000)
        self.now = 500
        self.assertEqual(self.time(key, witness.add_checkpoint(request(self.log, 4, 9)), 9), 1000)

    def test_persisted_before_the_answer(self):
        """When the file cannot be written, nothing is cosigned and nothing moves."""
        key, witness = self.witness()
        witness.add_checkpoint(request(self.log, 0, 4))
        os.replace(self.state / file_of(self.log.key.name), self.state / "kept")
        (self.state / file_of(self.log.key.name)).with_suffix(".new").mkdir()
        with self.assertRaises(OSError):
            witness.add_checkpoint(request(self.log, 0, 9))
        self.assertIsNone(witness.latest(file_of(self.log.key.name)))

    def test_a_state_that_was_changed_is_not_believed(self):
        _, witness = self.witness()
        witness.add_checkpoint(request(self.log, 0, 4))
        path = self.state / file_of(self.log.key.name)
        path.write_bytes(path.read_bytes().replace(b"\n4\n", b"\n2\n"))
        with self.assertRaises(NoteError):
            witness.add_checkpoint(request(self.log, 2, 9))

    def test_the_key_of_a_log_is_refused(self):
        with self.assertRaises(NoteError):
            Witness(SigningKey("w", COSIGNATURE, self.log.key.seed), [self.log.key.verifier()], self.state)

    def test_refused_says_why(self):
        _, witness = self.witness()
        with self.assertRaises(Refused) as caught:
            witness.add_checkpoint(request(self.log, 3, 9))
        self.assertEqual((caught.exception.status, caught.exception.text), (409, "0\n"))

    def time(self, key, line, size):
        return Note.parse(self.log.checkpoint(size=size) + line.encode()).cosigned_by(key)[0]


HERE = Path(__file__).parent

if __name__ == "__main__":
    unittest.main()
