"""A whole log, read from a directory and over HTTP: what the audit and the answers about tokens say of a good one, and
that every way to bend it shows."""

import contextlib
import gzip
import io
import json
import os
import random
import shutil
import tempfile
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import tlog
from log_audit import Audit, Trust
from log_source import LogSource, tile_path
from merkle import check_consistency, check_inclusion, consistency_proof, inclusion_proof
from notes import NoteError, Policy, Proof, split_notes
from reference_log import ReferenceLog, make_token
from timestamp_token import Token


def grown(count, void_every=50):
    """A log of `count` entries, one a second, cosigned every ten, with a void entry now and then."""
    log = ReferenceLog()
    for index in range(count):
        if index % void_every == void_every - 1:
            log.void(index - 2)
        else:
            log.issue(START + index)
        if index % 10 == 9 or index == count - 1:
            checkpoint = log.checkpoint(START + index + 1, witnessed=True)
    return log, checkpoint


class LogCase(unittest.TestCase):
    """A log of 700 entries in a directory: two full tiles and a partial one, two levels."""

    @classmethod
    def setUpClass(cls):
        cls.log, cls.last = grown(700)
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.good = cls.log.write(Path(cls.scratch.name) / "good", cls.last)

    def trust(self, **changes):
        log = changes.pop("log", self.log)
        return Trust(log.key.verifier(), [log.clock.verifier()], [log.witness.verifier()], **changes)

    def audit(self, place=None, **changes):
        return Audit(LogSource(place or self.good), self.trust(**changes)).run()

    def copy(self):
        """A copy of the good log that a test may break."""
        place = tempfile.mkdtemp(dir=self.scratch.name)
        shutil.copytree(self.good, place, dirs_exist_ok=True)
        return Path(place)

    def assert_bad(self, place, word=""):
        audit = self.audit(str(place))
        self.assertTrue(audit.violations, place)
        self.assertTrue(any(word in violation for violation in audit.violations), audit.violations)


class GoodLogs(LogCase):
    def test_audit(self):
        report = self.audit().report()
        self.assertEqual(report["violations"], [])
        self.assertEqual((report["size"], report["tokens"], report["voids"]), (700, 686, 14))
        self.assertEqual((report["archived_checkpoints"], report["unknown"]), (70, 0))
        self.assertEqual(report["time"], "bounded by independent witnesses")

    def test_every_size(self):
        for count in (0, 1, 2, 255, 256, 257, 511, 512, 513):
            log = ReferenceLog()
            for index in range(count):
                log.issue(START + index // 100)
            place = log.write(tempfile.mkdtemp(dir=self.scratch.name), log.checkpoint(START + 10))
            audit = self.audit(place, log=log)
            self.assertEqual((audit.violations, audit.tokens), ([], count))

    def test_without_a_witness_the_time_is_not_bounded(self):
        audit = Audit(LogSource(self.good), Trust(self.log.key.verifier(), [self.log.clock.verifier()])).run()
        self.assertEqual(audit.report()["time"], "append-only checked, not independently bounded")

    def test_the_full_tile_serves_for_the_partial_one(self):
        log, checkpoint = grown(512)
        older = log.checkpoint(START + 300, size=300)
        log.archive.pop()
        place = log.write(Path(self.scratch.name) / "full", checkpoint)
        log.archive = [entry for entry in log.archive if entry[0] <= START + 300]
        shutil.rmtree(Path(place, "checkpoints"))
        # tlog-tiles: a partial tile may go only when the full one is there, and this one is not full yet.
        two = Path(place, tile_path(1, 0, 2)).read_bytes()
        Path(place, tile_path(1, 0, 1)).write_bytes(two[:32])
        Path(place, "checkpoint").write_bytes(older)
        self.assertEqual(self.audit(place).violations, [])

    def test_proofs_from_tiles(self):
        source, leaves = LogSource(self.good), self.log.leaves()
        subtree = source.subtree_hashes(700)
        root = self.log.subtree()(0, 700)
        for index in (0, 1, 255, 256, 511, 512, 698, 699):
            check_inclusion(leaves[index], index, 700, inclusion_proof(index, 700, subtree), root)
        for old in (1, 2, 255, 256, 257, 512, 600, 699):
            check_consistency(old, 700, consistency_proof(old, 700, subtree), self.log.subtree()(0, old), root)

    def test_a_policy(self):
        text = f"log {self.log.key.verifier()}\nwitness W {self.log.witness.verifier()}\nquorum W\n"
        policy = Policy.parse(text.encode())
        self.assertEqual(self.audit(policy=policy).violations, [])
        place = self.copy()
        (place / "checkpoint").write_bytes(self.log.checkpoint())
        audit = Audit(LogSource(str(place)), self.trust(policy=policy)).run()
        self.assertIn("checkpoint: the checkpoint does not meet the quorum", audit.violations)

    def test_an_unknown_kind_of_entry_is_hashed(self):
        log = ReferenceLog()
        log.issue(START)
        log.entries.append(b"\x09 something new")
        place = log.write(Path(self.scratch.name) / "unknown", log.checkpoint(START))
        audit = self.audit(place, log=log)
        self.assertEqual((audit.violations, audit.unknown), ([], 1))


class BentLogs(LogCase):
    def test_random_mutations_of_every_file(self):
        generator = random.Random(6962)
        files = [file for file in sorted(Path(self.good).rglob("*")) if file.is_file()]
        place, found = self.copy(), 0
        for number in range(MUTATIONS):
            victim = generator.choice(files)
            data = bytearray(victim.read_bytes())
            kind, at = generator.choice(["flip", "cut", "delete", "repeat", "remove"]), generator.randrange(len(data))
            if kind == "flip":
                data[at] ^= 1 << generator.randrange(8)
            elif kind == "cut":
                del data[at:]
            elif kind == "delete":
                del data[at]
            elif kind == "repeat":
                data[at:at] = data[at : at + generator.randrange(1, 50)]
            if self.harmless(victim, bytes(data)) or (kind == "remove" and victim.parent.name == "checkpoints"):
                continue
            changed = place / victim.relative_to(self.good)
            changed.unlink() if kind == "remove" else changed.write_bytes(bytes(data))
            with self.subTest(number=number, file=str(victim.relative_to(self.good)), kind=kind, at=at):
                self.assert_bad(place)
            shutil.copyfile(victim, changed)
            found += 1
        self.assertGreater(found, MUTATIONS * 3 // 4)

    def harmless(self, file, data):
        """Fewer signatures or fewer archived notes are a loss of evidence and no lie; so is a signature whose name or
        key ID changed: it is one of an unknown key."""
        if file.name != "checkpoint" and file.parent.name != "checkpoints":
            return False
        before = self.statements(file.read_bytes())
        try:
            return self.statements(data) <= before
        except NoteError:
            return False

    def statements(self, data):
        """What the trusted keys say in notes."""
        said = set()
        for note in split_notes(data):
            checkpoint, cosigned = self.trust().open(note)
            said |= {(checkpoint.note.text, seen.time, seen.cosigner) for seen in cosigned} | {checkpoint.note.text}
        return said

    def test_swapped_entries(self):
        place = self.copy()
        path = place / tile_path("entries", 1)
        data = path.read_bytes()
        length = 2 + int.from_bytes(data[:2], "big")
        path.write_bytes(data[length : 2 * length] + data[:length] + data[2 * length :])
        self.assert_bad(place, "another root")

    def test_swapped_entries_with_tiles_to_match(self):
        log, _ = grown(700)
        log.entries[300], log.entries[301] = log.entries[301], log.entries[300]
        place = log.write(self.copy(), self.last)
        self.assert_bad(place, "another root")

    def test_a_tile_that_lies(self):
        for level, number, width in ((0, 1, 256), (1, 0, 2), (0, 2, 188)):
            place = self.copy()
            path = place / tile_path(level, number, width)
            data = bytearray(path.read_bytes())
            data[37] ^= 1
            path.write_bytes(bytes(data))
            self.assert_bad(place, tile_path(level, number, width))

    def test_a_fork(self):
        """Everything signed afresh over a changed entry: only the checkpoints seen before tell."""
        log, _ = grown(700)
        log.entries[123] = Token.parse(make_token(123, START + 123, salt=1)).entry()
        for time in range(START + 600, START + 701, 10):
            log.checkpoint(time, witnessed=True, size=time - START)
        log.archive = log.archive[-1:]
        place = log.write(Path(self.scratch.name) / "fork", log.checkpoint(START + 701, witnessed=True))
        self.assertEqual(self.audit(place).violations, [])
        audit = Audit(LogSource(place), self.trust()).run(known=[self.last])
        self.assertIn("forked", audit.violations[0])
        audit = Audit(LogSource(place), self.trust()).run(known=[self.log.checkpoint(size=500)])
        self.assertIn("of another tree: the log is forked", audit.violations[-1])

    def test_a_log_cut_short(self):
        log, _ = grown(700)
        log.entries = log.entries[:650]
        place = log.write(self.copy(), log.checkpoint(START + 800, witnessed=True))
        # The archive still holds the longer tree.
        self.assert_bad(place, "was published, and now it is 650")
        self.assert_bad(place, "called a smaller tree the largest")

    def test_another_key_or_origin(self):
        other = ReferenceLog(seed=9)
        self.assertTrue(self.audit(log=other).violations)
        self.assertTrue(self.audit(log=ReferenceLog("log.example/other")).violations)

    def test_voids_that_are_none(self):
        # Two tokens, then void entries: of itself, of a later one, of a void entry, of the same token twice.
        for voided in ([2], [3], [0, 2], [1, 1]):
            log = ReferenceLog()
            log.issue(START)
            log.issue(START)
            for index in voided:
                log.void(index)
            place = log.write(tempfile.mkdtemp(dir=self.scratch.name), log.checkpoint(START))
            self.assertIn("no earlier token or void already", self.audit(place, log=log).violations[0])


class Times(LogCase):
    def written(self, *gen_times, checkpoints):
        """A log with these genTimes; checkpoints: (size, time) of its archive."""
        log = ReferenceLog()
        for gen_time in gen_times:
            log.issue(START + gen_time)
        for size, time in checkpoints:
            last = log.checkpoint(START + time, witnessed=True, size=size)
        place = log.write(tempfile.mkdtemp(dir=self.scratch.name), last)
        return self.audit(place, log=log).violations

    def test_the_rule_at_its_edges(self):
        # Entry 1 was not there at 100 and was there at 110; its token has an accuracy of one second.
        for gen_time, holds in ((90, True), (89, False), (105, True), (121, True), (122, False)):
            found = self.written(80, gen_time, checkpoints=[(1, 100), (2, 110)])
            self.assertEqual(found == [], holds, (gen_time, found))

    def test_the_nearest_checkpoints_count(self):
        checkpoints = [(0, 10), (1, 100), (1, 700), (2, 710), (2, 1310)]
        self.assertEqual(self.written(95, 705, checkpoints=checkpoints), [])
        self.assertIn("595 s before", self.written(95, 105, checkpoints=checkpoints)[0])
        self.assertIn("after it was recorded", self.written(95, 1300, checkpoints=checkpoints)[0])

    def test_gen_time_goes_back(self):
        self.assertIn("genTime is before", self.written(10, 9, checkpoints=[(2, 12)])[0])

    def test_a_cosigner_goes_back(self):
        for later, holds in ((22, True), (23, False)):
            found = self.written(10, 10, checkpoints=[(2, 12), (1, later), (2, 24)])
            self.assertEqual(not any("smaller tree" in violation for violation in found), holds, found)

    def test_each_cosigner_is_taken_by_itself(self):
        """A witness that answers late about an old size says nothing against the log's own clock."""
        log = ReferenceLog()
        for gen_time in (0, 2):
            log.issue(START + gen_time)
        first, second = log.text(1), log.text(2)
        slow = f"{first}\n{log.key.sign(first)}{log.clock.sign(first, START)}{log.witness.sign(first, START + 30)}"
        fast = f"{second}\n{log.key.sign(second)}{log.clock.sign(second, START + 3)}"
        log.archive = [(START, slow), (START, fast)]
        place = log.write(tempfile.mkdtemp(dir=self.scratch.name), fast.encode())
        found = self.audit(place, log=log).violations
        self.assertEqual(found, ["entry 1: genTime 28 s before it can be true, by witness.example/w1"])


class Answers(LogCase):
    def run_main(self, *words):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            code = tlog.main(list(words))
        return code, json.loads(output.getvalue())

    def verify(self, token, place=None, *more):
        path = Path(tempfile.mkdtemp(dir=self.scratch.name), "token.tst")
        path.write_bytes(token)
        keys = ["--vkey", str(self.log.key.verifier()), "--clock", str(self.log.clock.verifier())]
        keys += ["--witness", str(self.log.witness.verifier())]
        return self.run_main("verify-token", str(path), "--log", place or self.good, *keys, *more)

    def test_logged(self):
        code, report = self.verify(self.log.tokens[300])
        self.assertEqual((code, report["verdict"], report["index"]), (0, "logged", 300))
        between = ["2023-11-14T22:18:20Z", "2023-11-14T22:18:30Z"]
        self.assertEqual(report["between"], {"log.example/test/clock": between, "witness.example/w1": between})

    def test_absent(self):
        # Signed by the real key, for all that can be seen, and never recorded: same index, other random bits.
        code, report = self.verify(make_token(300, START + 300, salt=1))
        self.assertEqual((code, report["verdict"]), (1, "absent"))
        # An index of a void entry; one beyond the log with a genTime of long ago.
        self.assertEqual(self.verify(make_token(49, START + 49))[0], 1)
        self.assertEqual(self.verify(make_token(5000, START))[0], 1)

    def test_not_yet(self):
        code, report = self.verify(make_token(705, START + 699))
        self.assertEqual((code, report["verdict"]), (3, "not yet"))

    def test_void(self):
        code, report = self.verify(self.log.tokens[97])
        self.assertEqual((code, report["verdict"], report["reason"]), (5, "void", 1))

    def test_a_broken_log_answers_nothing(self):
        place = self.copy()
        (place / tile_path("entries", 0)).unlink()
        self.assertEqual(self.verify(self.log.tokens[300], str(place))[0], 1)
        self.assertEqual(self.verify(b"no token")[0], 2)
        self.assertEqual(self.verify(self.log.tokens[300], "http://127.0.0.1:1/log")[0], 2)

    def test_prove_and_verify_proof(self):
        path = Path(tempfile.mkdtemp(dir=self.scratch.name))
        (path / "token").write_bytes(self.log.tokens[300])
        key = ["--vkey", str(self.log.key.verifier()), "--witness", str(self.log.witness.verifier())]
        code, report = self.run_main("prove", str(path / "token"), "--log", self.good, *key)
        self.assertEqual(code, 0)
        (path / "proof").write_text(report["proof"])
        code, report = self.run_main("verify-proof", str(path / "token"), str(path / "proof"), *key)
        self.assertEqual((code, report["index"], report["size"]), (0, 300, 700))
        self.assertEqual(report["witnessed"], ["2023-11-14T22:25:00Z"])
        (path / "token").write_bytes(self.log.tokens[301])
        self.assertEqual(self.run_main("verify-proof", str(path / "token"), str(path / "proof"), *key)[0], 1)
        proof = Proof.parse((path / "proof").read_bytes())
        proof.index = 301
        (path / "proof").write_bytes(proof.encode())
        self.assertEqual(self.run_main("verify-proof", str(path / "token"), str(path / "proof"), *key)[0], 1)

    def test_audit_and_leaf(self):
        code, report = self.run_main("audit", "--log", self.good, "--vkey", str(self.log.key.verifier()))
        self.assertEqual((code, report["ok"]), (0, True))
        path = Path(tempfile.mkdtemp(dir=self.scratch.name), "token")
        path.write_bytes(self.log.tokens[5])
        code, report = self.run_main("leaf", str(path))
        self.assertEqual((code, report["leaf"]), (0, self.log.leaves()[5].hex()))

    def test_keys_from_a_file(self):
        path = Path(tempfile.mkdtemp(dir=self.scratch.name), "vkey")
        path.write_text(f"{self.log.key.verifier()}\n{self.log.clock.verifier()}\n")
        code, report = self.run_main("audit", "--log", self.good, "--vkey", str(path), "--clock", str(path))
        self.assertEqual((code, report["archived_checkpoints"]), (0, 70))
        self.assertEqual(self.run_main("audit", "--log", self.good, "--vkey", "nothing")[0], 2)

    def test_over_http(self):
        with FileServer(self.good) as url:
            code, report = self.verify(self.log.tokens[600], url)
            self.assertEqual((code, report["log"]["archived_checkpoints"]), (0, 70))


class FileServer:
    """Serves a directory; entry bundles are packed with gzip, as tlog-tiles allows without negotiation."""

    def __init__(self, directory):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                file = Path(directory, self.path[1:])
                data = file.read_bytes() if file.is_file() else None
                self.send_response(200 if data is not None else 404)
                if data and "/entries/" in self.path:
                    self.send_header("Content-Encoding", "gzip")
                    data = gzip.compress(data)
                self.end_headers()
                self.wfile.write(data or b"")

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


START = 1_700_000_000
# By hand with more of them: TLOG_MUTATIONS=10000.
MUTATIONS = int(os.environ.get("TLOG_MUTATIONS", "150"))

if __name__ == "__main__":
    unittest.main()
