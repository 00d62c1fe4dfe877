"""Reads a journal from docs/journal-format.md alone and holds it against itself, against what clients received, against
the watermark and against a checkpoint of the log. Prints JSON; exit code 0 if all holds, 1 if not, 2 if it cannot be
read.

A receipt is a line `serial genTime SHA-256-of-token [file of the token or the response]`, hexadecimal but for the time.
Every receipt must be a token that was issued or is unresolved, never a void one; no serial number twice.
"""

import argparse
import hashlib
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from merkle import Frontier, ProofError, leaf_hash
from notes import Checkpoint, NoteError, VerifierKey
from timestamp_token import Token, TokenError, find_token, signed_attributes_sha256


class JournalError(Exception):
    """A journal that cannot be read on."""


class Cursor:
    """Takes octets off the front."""

    def __init__(self, octets):
        self._octets, self._at = octets, 0

    def take(self, count):
        start, self._at = self._at, self._at + count
        if self._at > len(self._octets):
            raise JournalError("a record that is cut off")
        return self._octets[start : self._at]

    def number(self, count=8):
        return int.from_bytes(self.take(count), "big")

    def short(self):
        return self.take(self.number(1))

    def rest(self):
        return self.take(len(self._octets) - self._at)

    def more(self):
        return self._at < len(self._octets)

    def end(self):
        if self.more():
            raise JournalError("a record that is too long")


@dataclass
class Recorded:
    """A token record, and its outcome: `unresolved`, `issued` or `void`."""

    token: Token
    signed_attributes: bytes
    outcome: str = "unresolved"
    token_sha256: bytes = b""


@dataclass
class Journal:
    """What the records say, and what is wrong with them."""

    violations: list = field(default_factory=list)
    # By leaf index.
    tokens: dict = field(default_factory=dict)
    # Root of the log at the sizes that somebody asks for; None until the walk comes by.
    roots: dict = field(default_factory=dict)
    origin: bytes = b""
    groups: int = 0
    segments: int = 0
    torn: int = 0
    highest: int = 0
    frontier: Frontier = field(default_factory=Frontier)
    # leaves, tokens, issued, void, since index 0.
    totals: list = field(default_factory=lambda: [0, 0, 0, 0])
    _first_leaf: int = 0
    _chain: bytes = bytes(32)
    _next_group: int = 0
    _serials: set = field(default_factory=set)

    def read(self, directory):
        """Walks all segments of a directory."""
        numbers = sorted(
            (int(match[1]), path)
            for path in Path(directory).iterdir()
            if (match := re.fullmatch(r"segment-(\d{10,})", path.name))
        )
        if not numbers:
            raise JournalError("no segment")
        if (Path(directory) / "doubtful").exists():
            self._wrong("the journal is marked doubtful")
        for at, (number, path) in enumerate(numbers):
            if number != numbers[0][0] + at:
                self._wrong(f"segment {numbers[0][0] + at} is missing")
            self._segment(number, path.read_bytes(), first=at == 0, last=at == len(numbers) - 1)
            self.segments += 1
        leaves, tokens, issued, void = self.totals
        if leaves != tokens + void or self.frontier.size != leaves:
            self._wrong(f"{leaves} leaves are not {tokens} tokens and {void} void entries")
        return self

    def unresolved(self):
        return self.totals[1] - self.totals[2] - self.totals[3]

    def report(self):
        """The counts, for programs."""
        leaves, tokens, issued, void = self.totals
        counts = {"leaves": leaves, "tokens": tokens, "issued": issued, "void": void, "unresolved": self.unresolved()}
        files = {"segments": self.segments, "groups": self.groups, "torn_octets": self.torn}
        log = {"origin": self.origin.decode("utf-8", "replace"), "root": self.frontier.root().hex()}
        return counts | files | log | {"ok": not self.violations, "violations": self.violations[:SHOWN]}

    def _wrong(self, what):
        self.violations.append(what)

    def _segment(self, number, octets, first, last):
        if octets[:16] != MAGIC:
            self._wrong(f"segment {number}: not a segment")
            return
        at, count, kinds = 16, 0, []
        while (group := whole_group(octets, at)) is not None:
            kinds = self._group(number, *group, first=first and count == 0, start=count == 0)
            at, count = group[-1], count + 1
        if not count:
            self._wrong(f"segment {number}: no whole group")
        elif not last and kinds != [SEAL]:
            self._wrong(f"segment {number}: finished, and without a seal")
        torn = len(octets[at:].rstrip(b"\x00"))
        if torn:
            # Only the last group of the last segment may be broken, and only when it is the last.
            if last and kinds != [SEAL] and not any_group(octets, at + 1):
                self.torn = torn
            else:
                self._wrong(f"segment {number}: broken at octet {at}")

    def _group(self, segment, number, before, records, check, _end, first, start):
        where = f"segment {segment} group {number}"
        if first:
            # Segments may be dropped from the front: the first one that is left says where it begins.
            self._chain, self._next_group = before, number
            if segment == 1 and (number, before) != (0, bytes(32)):
                self._wrong(f"{where}: the first segment does not begin with group 0")
        if number != self._next_group or before != self._chain:
            self._wrong(f"{where}: does not follow the group before")
        self._chain, self._next_group, self.groups = check, number + 1, self.groups + 1
        kinds, cursor = [], Cursor(records)
        try:
            while cursor.more():
                content = cursor.take(cursor.number(4))
                kinds.append(content[0])
                self._record(segment, content[0], Cursor(content[1:]), first)
        except (JournalError, TokenError, ProofError, IndexError) as error:
            self._wrong(f"{where}: {error}")
        if start != (START in kinds) or (kinds != [START] and START in kinds) or (SEAL in kinds and kinds != [SEAL]):
            self._wrong(f"{where}: start and seal stand alone, first and last")
        return kinds

    def _record(self, segment, kind, cursor, first):
        if kind == START:
            self._start(segment, cursor, first)
        elif kind == TOKEN:
            self._token(cursor)
        elif kind == ISSUED:
            self._outcome(cursor.number(), "issued", 2, cursor.take(32))
        elif kind == FAILED:
            leaf, index, reason = cursor.number(), cursor.number(), cursor.take(1)
            self._outcome(index, "void", 3)
            self._leaf(leaf, b"\x02" + index.to_bytes(8, "big") + reason)
        elif kind == SEAL:
            self._standing(cursor, "seal")
            if cursor.take(32) != self.frontier.root():
                self._wrong(f"seal of segment {segment}: another root")
        elif kind in EVENTS:
            return
        else:
            raise JournalError(f"a record of kind {kind}")
        cursor.end()

    def _start(self, segment, cursor, first):
        if cursor.number() != segment:
            self._wrong(f"segment {segment}: says that it is another")
        origin = cursor.short()
        if not first and origin != self.origin:
            self._wrong(f"segment {segment}: another origin")
        self.origin = origin
        totals = [cursor.number() for _ in range(4)]
        highest = cursor.number()
        subtrees = [cursor.take(32) for _ in range(totals[0].bit_count())]
        if first:
            if segment == 1 and totals[0]:
                self._wrong("the first segment begins with leaves")
            self.totals, self.highest, self._first_leaf = totals, highest, totals[0]
            self.frontier = Frontier(totals[0], subtrees)
            self._note_root()
        elif (totals, highest, subtrees) != (self.totals, self.highest, self.frontier.subtrees):
            self._wrong(f"start of segment {segment}: totals, genTime or edge are not what the records make")
        if cursor.number(1):
            cursor.short()
            cursor.take(8 + 32)

    def _standing(self, cursor, where):
        totals, highest = [cursor.number() for _ in range(4)], cursor.number()
        if (totals, highest) != (self.totals, self.highest):
            self._wrong(f"{where}: {totals} and {highest}, and the records make {self.totals} and {self.highest}")

    def _token(self, cursor):
        index, now, error, state = cursor.number(), cursor.number(), cursor.number(), cursor.number(1)
        signed_attributes, signer = cursor.take(32), cursor.take(32)
        cursor.short(), cursor.short()
        token = Token.of(cursor.rest(), signer)
        # C26: 16 octets, bits 01, 78 random bits, the index.
        if token.index() != index or token.serial >> 126 != 1:
            self._wrong(f"token {index}: serial number {token.serial:032x}")
        if token.serial in self._serials:
            self._wrong(f"token {index}: serial number {token.serial:032x} twice")
        self._serials.add(token.serial)
        if token.time < self.highest:
            self._wrong(f"token {index}: genTime goes back")
        # C30: no further from the true time, which is now ± error, than the accuracy says.
        if token.accuracy and not now + error - token.accuracy <= token.time <= now - error + token.accuracy:
            self._wrong(f"token {index}: genTime is outside of the accuracy by its own time reading")
        if state > 2:
            self._wrong(f"token {index}: recorded while the time was lost")
        self.highest = max(self.highest, token.time)
        self.tokens[index] = Recorded(token, signed_attributes)
        self.totals[1] += 1
        self._leaf(index, token.entry())

    def _outcome(self, index, outcome, total, token_sha256=b""):
        self.totals[total] += 1
        recorded = self.tokens.get(index)
        if recorded is None:
            # A token of a segment that was dropped may have its outcome here.
            if index >= self._first_leaf:
                self._wrong(f"outcome {outcome} of {index}, which is no token")
        elif recorded.outcome != "unresolved":
            self._wrong(f"token {index}: {outcome} after {recorded.outcome}")
        else:
            recorded.outcome, recorded.token_sha256 = outcome, token_sha256

    def _leaf(self, index, entry):
        if index != self.totals[0]:
            self._wrong(f"leaf {index} where {self.totals[0]} must be")
        self.totals[0] += 1
        self.frontier.push(leaf_hash(entry))
        self._note_root()

    def _note_root(self):
        if self.frontier.size in self.roots:
            self.roots[self.frontier.size] = self.frontier.root()


def whole_group(octets, at):
    """(number, check value before, records, check value, end) of a whole group at an offset, or None."""
    head = octets[at : at + 52]
    length = int.from_bytes(head[48:], "big")
    end = at + 52 + length
    check = octets[end : end + 32]
    if len(head) < 52 or head[:8] != GROUP or length > MAX_RECORDS or hashlib.sha256(octets[at:end]).digest() != check:
        return None
    return int.from_bytes(head[8:16], "big"), head[16:48], octets[at + 52 : end], check, end + 32


def any_group(octets, at):
    """Whether a whole group stands anywhere behind an offset."""
    while (at := octets.find(GROUP, at)) >= 0:
        if whole_group(octets, at) is not None:
            return True
        at += 1
    return False


def check_receipts(journal, lines):
    """Holds every receipt against the journal; the number of them."""
    seen, count = set(), 0
    for number, line in enumerate(lines, 1):
        words = line.split()
        if not words:
            continue
        count += 1
        try:
            fault = receipt_fault(journal, int(words[0], 16), words[1], bytes.fromhex(words[2]), words[3:])
        except (IndexError, ValueError, OSError, TokenError) as error:
            fault = repr(error)
        if words[0] in seen:
            fault = "serial number twice"
        seen.add(words[0])
        if fault:
            journal.violations.append(f"receipt {number}: {fault}")
    return count


def receipt_fault(journal, serial, gen_time, token_sha256, files):
    recorded = journal.tokens.get(serial & 0xFFFF_FFFF_FFFF)
    if recorded is None or recorded.token.serial != serial:
        return f"token {serial:032x} is not in the journal"
    if recorded.outcome == "void":
        return f"token {serial:032x} was received, and is void"
    if recorded.token.gen_time.decode() != gen_time:
        return f"token {serial:032x} has another genTime"
    if recorded.outcome == "issued" and recorded.token_sha256 != token_sha256:
        return f"token {serial:032x} was issued as another token"
    for file in files:
        content_info = find_token(Path(file).read_bytes())
        if hashlib.sha256(content_info.whole).digest() != token_sha256:
            return f"{file}: another token"
        if Token.parse(content_info.whole).entry() != recorded.token.entry():
            return f"{file}: another leaf"
        if signed_attributes_sha256(content_info) != recorded.signed_attributes:
            return f"{file}: other signed attributes"
    return None


def read_watermark(octets):
    """(origin, size, root, genTime) of the slot with the higher counter. Raises JournalError."""
    slots = []
    for slot in (octets[:512], octets[512:1024]):
        lines = slot.rstrip(b"\n").split(b"\n")
        whole = b"".join(line + b"\n" for line in lines[:6])
        digest = hashlib.sha256(whole).hexdigest().encode()
        if len(lines) == 7 and (lines[0], lines[6]) == (b"tsa-watermark v1", digest):
            slots.append((int(lines[1]), lines[2], int(lines[3]), bytes.fromhex(lines[4].decode()), int(lines[5])))
    if not slots:
        raise JournalError("no whole slot in the watermark")
    return max(slots)[1:]


def check_beginning(journal, what, origin, size, root):
    """The log of the journal begins with a tree of this size and root."""
    if journal.origin != origin:
        journal.violations.append(f"{what}: of {origin.decode('utf-8', 'replace')}")
    if size > journal.totals[0]:
        journal.violations.append(f"{what}: {size} leaves, and the journal has {journal.totals[0]}")
    elif journal.roots[size] not in (root, None) or (journal.roots[size] is None and size >= journal._first_leaf):
        journal.violations.append(f"{what}: another root for {size} leaves")


def main(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("journal", help="directory of the segments")
    parser.add_argument("--receipts", action="append", default=[], help="file of receipts")
    parser.add_argument("--watermark", help="file of the watermark")
    parser.add_argument("--checkpoint", action="append", default=[], help="file with a checkpoint of the log")
    parser.add_argument("--vkey", help="verifier key of the log, for --checkpoint")
    arguments = parser.parse_args(words)
    journal, beginnings, receipts = Journal(), [], 0
    try:
        if arguments.watermark:
            origin, size, root, _ = read_watermark(Path(arguments.watermark).read_bytes())
            beginnings.append(("watermark", origin, size, root))
        for file in arguments.checkpoint:
            checkpoint = Checkpoint.open(Path(file).read_bytes(), VerifierKey.parse(arguments.vkey or ""))
            beginnings.append((file, checkpoint.origin.encode(), checkpoint.size, checkpoint.root))
        journal.roots = {size: None for _, _, size, _ in beginnings}
        journal.read(arguments.journal)
        for beginning in beginnings:
            check_beginning(journal, *beginning)
        for file in arguments.receipts:
            receipts += check_receipts(journal, Path(file).read_text().splitlines())
    except (JournalError, NoteError, OSError) as error:
        print(json.dumps({"ok": False, "error": f"{type(error).__name__}: {error}"}))
        return 2
    print(json.dumps(journal.report() | {"receipts": receipts}, indent=1))
    return 1 if journal.violations else 0


# docs/journal-format.md, "Segment".
MAGIC, GROUP, MAX_RECORDS = b"tsa-journal v01\n", b"tsagroup", 4 << 20
START, TOKEN, ISSUED, FAILED, SEAL = 1, 2, 3, 4, 5
EVENTS = range(32, 64)
# Violations that a report shows.
SHOWN = 20

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
