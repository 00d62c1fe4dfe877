"""The checker of journals: the example of docs/journal-format.md, journals of our writer, and ways to bend them."""

import contextlib
import hashlib
import io
import json
import os
import random
import tempfile
import unittest
from pathlib import Path

import journal_check
from journal_check import ISSUED, Journal, JournalError, read_watermark
from reference_journal import ReferenceJournal, number
from reference_log import make_token


def filled():
    """Two sealed segments and an open one: issued, void and unresolved tokens, groups of one and of several."""
    journal = ReferenceJournal()
    for at in range(30):
        journal.gather(lambda: [journal.token(START + at), journal.token(START + at, salt=at + 1)])
        first = journal.totals[0] - 2
        journal.issued(first)
        if at % 7 == 3:
            journal.failed(first + 1)
        elif at % 7 != 5:
            journal.issued(first + 1)
        if at in (9, 19):
            journal.event()
            journal.seal()
            journal.open()
    return journal


class Case(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.place = Path(scratch.name)

    def read(self, journal, reserved=0):
        directory = Path(tempfile.mkdtemp(dir=self.place))
        return Journal().read(journal.save(directory, reserved))

    def run_main(self, *words):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            code = journal_check.main(list(map(str, words)))
        return code, json.loads(output.getvalue())

    def write(self, name, data):
        path = self.place / name
        path.write_bytes(data)
        return str(path)


class GoodJournals(Case):
    def test_the_documented_example(self):
        octets = bytes.fromhex("".join(EXAMPLE.split()))
        self.assertEqual(len(octets), 984)
        self.write("segment-0000000001", octets)
        report = Journal().read(self.place).report()
        self.assertEqual((report["violations"], report["groups"], report["origin"]), ([], 4, "tsa.example/log"))
        counts = [report[name] for name in ("leaves", "tokens", "issued", "void", "unresolved")]
        self.assertEqual(counts, [3, 2, 1, 1, 0])

    def test_three_segments(self):
        for reserved in (0, 1, 100_000):
            journal = filled()
            found = self.read(journal, reserved)
            self.assertEqual((found.violations, found.torn, found.segments), ([], 0, 3))
            self.assertEqual(found.totals, journal.totals)
            self.assertEqual((found.totals, found.unresolved()), ([64, 60, 52, 4], 4))
            self.assertEqual(found.frontier.root(), journal.log.subtree()(0, 64))

    def test_dropped_from_the_front(self):
        for dropped in (1, 2):
            directory = Path(filled().save(self.place / str(dropped)))
            for at in range(1, dropped + 1):
                (directory / f"segment-{at:010}").unlink()
            found = Journal().read(directory)
            self.assertEqual((found.violations, found.totals), ([], [64, 60, 52, 4]))

    def test_a_crash_cuts_the_last_group_anywhere(self):
        journal = filled()
        journal.token(START + 40)
        before = len(journal.segments[-1])
        journal.gather(lambda: [journal.token(START + 41), journal.issued(64)])
        octets, whole = journal.segments[-1], len(journal.segments[-1])
        for end in range(before, whole):
            journal.segments[-1] = octets[:end]
            found = self.read(journal, reserved=1000)
            self.assertEqual((found.violations, found.totals[1]), ([], 61), end)
        # … or leaves a hole in it.
        for hole in range(before, whole - 50, 50):
            journal.segments[-1] = octets[:hole] + bytes(50) + octets[hole + 50 :]
            found = self.read(journal)
            self.assertEqual((found.violations, found.totals[1]), ([], 61), hole)
            self.assertGreater(found.torn, 0)


class BentJournals(Case):
    def assert_bad(self, journal, word):
        violations = self.read(journal).violations
        self.assertTrue(any(word in violation for violation in violations), violations)

    def test_random_mutations(self):
        journal, generator, found = filled(), random.Random(6962), 0
        directory = Path(journal.save(self.place / "journal"))
        # The last group is the one that a crash may leave broken: it is not mutated, and the tail not cut.
        end = len(journal.segments[-1])
        sealed_before = [len(octets) for octets in journal.segments[:-1]]
        safe = end - 130
        for at in range(MUTATIONS):
            segment = generator.randrange(3)
            octets = bytearray(journal.segments[segment])
            limit = safe if segment == 2 else sealed_before[segment]
            kind, spot = generator.choice(["flip", "delete", "repeat", "reorder", "cut"]), generator.randrange(limit)
            if kind == "flip":
                octets[spot] ^= 1 << generator.randrange(8)
            elif kind == "delete":
                del octets[spot]
            elif kind == "repeat":
                octets[spot:spot] = octets[spot : spot + generator.randrange(1, 50)]
            elif kind == "cut" and segment < 2:
                del octets[spot:]
            else:
                groups = bytes(octets).split(b"tsagroup")
                first, second = generator.sample(range(1, len(groups)), 2)
                groups[first], groups[second] = groups[second], groups[first]
                octets = bytearray(b"tsagroup".join(groups))
            file = directory / f"segment-{segment + 1:010}"
            file.write_bytes(octets)
            with self.subTest(at=at, segment=segment, kind=kind, spot=spot):
                self.assertTrue(self.refused(directory))
            file.write_bytes(journal.segments[segment])
            found += 1
        self.assertEqual(found, MUTATIONS)
        self.assertFalse(self.refused(directory))

    def refused(self, directory):
        return bool(Journal().read(directory).violations)

    def test_a_missing_segment(self):
        directory = Path(filled().save(self.place / "journal"))
        (directory / "segment-0000000002").unlink()
        self.assertTrue(self.refused(directory))
        with self.assertRaises(JournalError):
            Journal().read(tempfile.mkdtemp(dir=self.place))

    def test_doubtful(self):
        directory = Path(filled().save(self.place / "journal"))
        (directory / "doubtful").touch()
        self.assertEqual(Journal().read(directory).violations, ["the journal is marked doubtful"])

    def test_outcomes(self):
        for action, word in (
            (lambda journal: (journal.issued(0), journal.issued(0)), "issued after issued"),
            (lambda journal: (journal.failed(0), journal.issued(0)), "issued after void"),
            (lambda journal: (journal.issued(0), journal.failed(0)), "void after issued"),
            (lambda journal: journal.write(ISSUED, number(7) + bytes(32)), "which is no token"),
        ):
            journal = ReferenceJournal()
            journal.token(START)
            action(journal)
            self.assert_bad(journal, word)

    def test_tokens(self):
        journal = ReferenceJournal()
        journal.token(START)
        journal.token(START - 1)
        self.assert_bad(journal, "genTime goes back")
        journal = ReferenceJournal()
        journal.log.issue = lambda time: journal.log.entries.append(b"") or journal.log.tokens.setdefault(
            0, make_token(5, time)
        )
        journal.token(START)
        self.assert_bad(journal, "token 0: serial number")

    def test_records_that_are_none(self):
        for kind, content in ((0, b""), (6, b""), (64, b""), (3, b""), (3, bytes(41)), (2, bytes(100)), (5, bytes(5))):
            journal = ReferenceJournal()
            journal.token(START)
            journal.write(kind, content)
            self.assertTrue(self.read(journal).violations, kind)

    def test_start_and_seal_stand_alone(self):
        journal = ReferenceJournal()
        journal.gather(lambda: [journal.token(START), journal.seal()])
        self.assert_bad(journal, "stand alone")
        journal = ReferenceJournal()
        journal.segments.append(bytearray(journal.segments[0][:16]))
        journal.token(START)
        self.assert_bad(journal, "without a seal")
        self.assert_bad(journal, "stand alone")

    def test_totals_that_lie(self):
        for at in range(4):
            journal = ReferenceJournal()
            journal.token(START)
            journal.totals[at] += 1
            journal.seal()
            self.assertTrue(self.read(journal).violations, at)


class Receipts(Case):
    def setUp(self):
        super().setUp()
        self.journal = filled()
        self.directory = self.journal.save(self.place / "journal")
        self.void = next(index for index in self.journal.log.tokens if self.outcome(index) == "void")
        self.unresolved = next(index for index in self.journal.log.tokens if self.outcome(index) == "unresolved")

    def outcome(self, index):
        return Journal().read(self.directory).tokens[index].outcome

    def check(self, *lines):
        receipts = self.write("receipts", "\n".join(lines).encode())
        code, report = self.run_main(self.directory, "--receipts", receipts)
        self.assertEqual((code == 0, report["receipts"]), (report["ok"], len(lines)))
        return report["violations"]

    def test_all_that_were_acknowledged(self):
        lines = [self.journal.receipt(index) for index in self.journal.log.tokens if self.outcome(index) == "issued"]
        self.assertEqual(self.check(*lines, self.journal.receipt(self.unresolved)), [])

    def test_with_the_token(self):
        file = self.write("token", self.journal.log.tokens[4])
        self.assertEqual(self.check(f"{self.journal.receipt(4)} {file}"), [])
        self.assertIn("another token", self.check(f"{self.journal.receipt(6)} {file}")[0])

    def test_lies(self):
        serial, gen_time, digest = self.journal.receipt(4).split()
        unknown = f"{int(serial, 16) ^ 1 << 60:032x}"
        beyond = f"{int(serial, 16) + 1000:032x}"
        for line, word in (
            (self.journal.receipt(self.void), "was received, and is void"),
            (f"{unknown} {gen_time} {digest}", "is not in the journal"),
            (f"{beyond} {gen_time} {digest}", "is not in the journal"),
            (f"{serial} 20200101000000Z {digest}", "another genTime"),
            (f"{serial} {gen_time} {'00' * 32}", "as another token"),
            (f"{serial} {gen_time}", "IndexError"),
            ("rubbish", "ValueError"),
        ):
            self.assertIn(word, self.check(line)[0])
        self.assertIn("serial number twice", self.check(self.journal.receipt(4), self.journal.receipt(4))[0])


class Beginnings(Case):
    def setUp(self):
        super().setUp()
        self.journal = filled()
        self.directory = self.journal.save(self.place / "journal")

    def slot(self, counter, size, root=None, origin=b"log.example/test"):
        root = root or self.journal.log.subtree()(0, size).hex()
        lines = f"tsa-watermark v1\n{counter}\n{origin.decode()}\n{size}\n{root}\n5\n".encode()
        return (lines + hashlib.sha256(lines).hexdigest().encode()).ljust(512, b"\n")

    def check(self, watermark):
        return self.run_main(self.directory, "--watermark", self.write("watermark", watermark))

    def test_watermarks(self):
        for size in (0, 1, 63, 64):
            self.assertEqual(self.check(self.slot(1, size) + self.slot(2, 60))[0], 0)
            self.assertEqual(self.check(self.slot(9, size) + self.slot(2, 60, root="00" * 32))[0], 0)
        torn = bytearray(self.slot(3, 64, root="00" * 32))
        torn[30] ^= 1
        self.assertEqual(self.check(bytes(torn) + self.slot(2, 60))[0], 0)
        self.assertEqual(read_watermark(self.slot(1, 2) + self.slot(2, 60))[1], 60)

    def test_watermarks_ahead_or_aside(self):
        longer = filled()
        longer.token(START + 50)
        ahead = self.slot(1, 65, root=longer.log.subtree()(0, 65).hex())
        self.assertIn("65 leaves, and the journal has 64", self.check(ahead)[1]["violations"][0])
        self.assertIn("another root", self.check(self.slot(1, 60, root="00" * 32))[1]["violations"][0])
        self.assertIn("of other", self.check(self.slot(1, 60, origin=b"other"))[1]["violations"][0])
        self.assertEqual(self.check(b"\n" * 1024)[0], 2)

    def test_checkpoints(self):
        log, key = self.journal.log, str(self.journal.log.key.verifier())
        for size in (0, 1, 33, 64):
            file = self.write("checkpoint", log.checkpoint(size=size))
            self.assertEqual(self.run_main(self.directory, "--checkpoint", file, "--vkey", key)[0], 0)
        log.entries[5] = b"\x09"
        file = self.write("checkpoint", log.checkpoint(size=33))
        code, report = self.run_main(self.directory, "--checkpoint", file, "--vkey", key)
        self.assertEqual((code, "another root for 33 leaves" in report["violations"][0]), (1, True))
        self.assertEqual(self.run_main(self.directory, "--checkpoint", file)[0], 2)


START = 1_700_000_000
MUTATIONS = int(os.environ.get("TLOG_MUTATIONS", "500"))
EXAMPLE = """
7473612d6a6f75726e616c207630310a74736167726f75700000000000000000000000000000000000000000000000000000000000000000
000000000000000000000046000000420100000000000000010f7473612e6578616d706c652f6c6f67000000000000000000000000000000
0000000000000000000000000000000000000000000000000000562f038de6e23d3ae4857a0d21eaae6f19ed003a98d23a08cf5d72ddef6e
f6d774736167726f75700000000000000001562f038de6e23d3ae4857a0d21eaae6f19ed003a98d23a08cf5d72ddef6ef6d7000001a20000
00cd02000000000000000018ea6bf01dfce50000000000002dc6c000b7fa3efc745d9d7817508ac25648866b73831377cc46915402dd33a8
c47a2baeeb70109e976a4f9c1bbe30627ad594673769c1e8ec9ceb95c58383ebab3768080764656661756c74003068020101060a2b060104
0181fd590100302f300b06096086480165030402010420070707070707070707070707070707070707070707070707070707070707070702
106bababababababababab000000000000180f32303236313132323136343830305a3003020101000000cd02000000000000000118ea6bf0
1dfce50000000000002dc6c000c804de02f6f0fb1f637c7c02074ae2a404e656fbf44e20bd9f37861da5290652eb70109e976a4f9c1bbe30
627ad594673769c1e8ec9ceb95c58383ebab3768080764656661756c74003068020101060a2b0601040181fd590100302f300b0609608648
0165030402010420070707070707070707070707070707070707070707070707070707070707070702106bababababababababab00000000
0001180f32303236313132323136343830305a300302010152b7f4368a92a6c027d8fadcf86b208bbec717789ba95b830d6a07fdae1909cd
74736167726f7570000000000000000252b7f4368a92a6c027d8fadcf86b208bbec717789ba95b830d6a07fdae1909cd0000004300000029
0300000000000000001111111111111111111111111111111111111111111111111111111111111111000000120400000000000000020000
00000000000102bc290caa65767a1a76e2b3d5ba42fe46c067030e8dd9ecca32e02f0fc22df11874736167726f75700000000000000003bc
290caa65767a1a76e2b3d5ba42fe46c067030e8dd9ecca32e02f0fc22df1180000004d000000490500000000000000030000000000000002
0000000000000001000000000000000118ea6bf0002f80009cd1c5153f11236dbc55a159be03dde377081fa7180b6ab9338fd35c09d1e1fb
5ffbec6b7775b26f5c73baaf4faf326778bd412932378b253c00d132f7dd7a4e
"""

if __name__ == "__main__":
    unittest.main()
