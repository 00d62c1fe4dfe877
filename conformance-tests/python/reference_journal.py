"""A small journal to test readers with, written as docs/journal-format.md says, over the tokens of a ReferenceLog."""

import hashlib
from pathlib import Path

from journal_check import FAILED, GROUP, ISSUED, MAGIC, SEAL, START, TOKEN
from merkle import Frontier, leaf_hash
from reference_log import ReferenceLog
from timestamp_token import Token, find_token, signed_attributes_sha256


class ReferenceJournal:
    """Segments in memory. Every step is a group of its own unless `group` gathers several."""

    def __init__(self, origin=b"log.example/test"):
        self.origin, self.log, self.segments = origin, ReferenceLog(), []
        self.frontier, self.totals, self.highest = Frontier(), [0, 0, 0, 0], 0
        self._chain, self._number, self._gathered = bytes(32), 0, None
        self.open()

    def open(self):
        """Begins a segment."""
        self.segments.append(bytearray(MAGIC))
        edge = b"".join(self.frontier.subtrees)
        self.write(START, number(len(self.segments)) + short(self.origin) + self.standing() + edge + b"\x00")

    def seal(self):
        """Ends the segment."""
        self.write(SEAL, self.standing() + self.frontier.root())

    def token(self, time, **fields):
        """Records a token; its index."""
        der = self.log.issue(time, **fields)
        token = Token.parse(der)
        index = self.totals[0]
        reading = number(token.time) + number(1_000_000) + b"\x00"
        hashes = signed_attributes_sha256(find_token(der)) + token.signer
        self._count(1, token.time, self.log.entries[-1])
        self.write(TOKEN, number(index) + reading + hashes + short(b"default") + short(b"") + token.tst_info)
        return index

    def issued(self, index):
        self.totals[2] += 1
        self.write(ISSUED, number(index) + hashlib.sha256(self.log.tokens[index]).digest())

    def failed(self, index, reason=2):
        leaf = self.totals[0]
        self.log.void(index, reason)
        self._count(3, 0, self.log.entries[-1])
        self.write(FAILED, number(leaf) + number(index) + bytes([reason]))

    def event(self):
        self.write(40, b"something about the service")

    def write(self, kind, content):
        """A record, as a group of its own or with those that are gathered."""
        record = (1 + len(content)).to_bytes(4, "big") + bytes([kind]) + content
        if self._gathered is None:
            self.group(record)
        else:
            self._gathered += record

    def gather(self, action):
        """All records of an action in one group."""
        self._gathered = b""
        action()
        records, self._gathered = self._gathered, None
        self.group(records)

    def group(self, records):
        body = GROUP + number(self._number) + self._chain + len(records).to_bytes(4, "big") + records
        self._chain, self._number = hashlib.sha256(body).digest(), self._number + 1
        self.segments[-1] += body + self._chain

    def save(self, directory, reserved=0):
        """Writes the segments, the last with some reserved space."""
        Path(directory).mkdir(parents=True, exist_ok=True)
        for at, octets in enumerate(self.segments, 1):
            last = at == len(self.segments)
            (Path(directory) / f"segment-{at:010}").write_bytes(octets + bytes(reserved if last else 0))
        return str(directory)

    def receipt(self, index):
        """The line that a client writes for a token."""
        token = Token.parse(self.log.tokens[index])
        digest = hashlib.sha256(self.log.tokens[index]).hexdigest()
        return f"{token.serial:032x} {token.gen_time.decode()} {digest}"

    def standing(self):
        return b"".join(map(number, self.totals)) + number(self.highest)

    def _count(self, total, time, entry):
        self.totals[0] += 1
        self.totals[total] += 1
        self.highest = max(self.highest, time)
        self.frontier.push(leaf_hash(entry))


def number(value):
    return value.to_bytes(8, "big")


def short(octets):
    return bytes([len(octets)]) + octets
