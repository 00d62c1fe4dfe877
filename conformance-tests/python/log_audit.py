"""The audit of a log of time-stamps: the tree rebuilt from its entries, every checkpoint and tile held against it, and
the rule of time: for leaf i and a cosigner, B = its last archived cosignature time with size <= i and A = its first
with size > i, B - 10 s <= genTime <= A + accuracy + 10 s. Each cosigner is taken by itself, for two of them may see the log
in another order."""

from bisect import bisect_right
from datetime import date, timedelta
from typing import NamedTuple

from log_source import WIDTH, LogError, Missing, tile_path
from merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash
from notes import Checkpoint, NoteError, split_notes
from timestamp_token import TokenEntry, TokenError, VoidEntry, parse_entry


class Cosigned(NamedTuple):
    """That a cosigner called this size the largest at this time (POSIX seconds)."""

    size: int
    time: int
    cosigner: str
    independent: bool


class Trust:
    """The log's key, the log's own cosigner ("clock"), the independent witnesses, and a policy if there is one."""

    def __init__(self, log, clocks=(), witnesses=(), policy=None):
        self.log, self.policy = log, policy
        self._cosigners = [(key, False) for key in clocks] + [(key, True) for key in witnesses]

    def open(self, data):
        """A checkpoint of this log and its cosignatures. Raises NoteError if a known key's signature is bad."""
        checkpoint = Checkpoint.open(data, self.log)
        cosigned = [
            Cosigned(checkpoint.size, time, key.name, independent)
            for key, independent in self._cosigners
            for time in checkpoint.note.cosigned_by(key)
        ]
        return checkpoint, cosigned

    def check_quorum(self, checkpoint):
        """Raises NoteError unless the checkpoint meets the policy."""
        if self.policy and not self.policy.satisfied_by(checkpoint.note):
            raise NoteError("the checkpoint does not meet the quorum")


class Audit:
    """One walk over a log; what is wrong with it stands in `violations`."""

    def __init__(self, source, trust, accuracy=1.0):
        self.source, self.trust, self.accuracy = source, trust, accuracy
        self.checkpoint, self.cosigned, self.violations = None, [], []
        self.tokens = self.unknown = self.archived = 0
        # Index of the voided token: its reason.
        self.voids = {}
        self._void_at, self._roots, self._gen_times = set(), {}, []

    def run(self, known=(), watch=None):
        """Walks the log. `known`: checkpoints seen before, which it must extend; `watch(index, entry)` sees all."""
        try:
            self.checkpoint = self._checkpoint(self.source.read("checkpoint"), "checkpoint")
            if self.checkpoint is None:
                return self
            self._attempt("checkpoint", lambda: self.trust.check_quorum(self.checkpoint))
            for data in known:
                self._checkpoint(data, "the checkpoint seen before")
            self._walk(watch)
            self._read_archive()
            self._check_roots()
        except LogError as error:
            self.violations.append(str(error))
        self._check_times()
        return self

    def times(self):
        """The times of each cosigner, by its name."""
        names = sorted({seen.cosigner for seen in self.cosigned})
        return {name: Times([seen for seen in self.cosigned if seen.cosigner == name]) for name in names}

    def report(self):
        """What was seen."""
        independent = any(seen.independent for seen in self.cosigned)
        time = "bounded by independent witnesses" if independent else "append-only checked, not independently bounded"
        report = {"ok": not self.violations, "violations": self.violations[:SHOWN], "time": time}
        if self.checkpoint is not None:
            report |= {"size": self.checkpoint.size, "root": self.checkpoint.root.hex()}
        counts = {"tokens": self.tokens, "voids": len(self.voids), "unknown": self.unknown}
        return report | counts | {"archived_checkpoints": self.archived}

    def _attempt(self, where, action):
        try:
            return action()
        except (NoteError, TokenError) as error:
            self.violations.append(f"{where}: {error}")
            return None

    def _checkpoint(self, data, where):
        opened = self._attempt(where, lambda: self.trust.open(data))
        if opened is None:
            return None
        checkpoint, cosigned = opened
        if self._roots.setdefault(checkpoint.size, checkpoint.root) != checkpoint.root:
            self.violations.append(f"{where}: two roots for size {checkpoint.size}: the log is forked")
        self.cosigned += cosigned
        return checkpoint

    def _walk(self, watch):
        frontier, tiles = Frontier(), TileCheck(self.source, self.violations)
        for index, entry in enumerate(self.source.entries(self.checkpoint.size)):
            leaf = leaf_hash(entry)
            frontier.push(leaf)
            tiles.push(leaf)
            self._entry(index, self._attempt(f"entry {index}", lambda: parse_entry(entry)))
            if watch:
                watch(index, entry)
        tiles.finish()
        if frontier.root() != self.checkpoint.root:
            self.violations.append("the entries make another root than the checkpoint says")

    def _entry(self, index, entry):
        if isinstance(entry, TokenEntry):
            self.tokens += 1
            if self._gen_times and entry.time < self._gen_times[-1][1]:
                self.violations.append(f"entry {index}: genTime is before that of an earlier entry")
            self._gen_times.append((index, entry.time))
        elif isinstance(entry, VoidEntry):
            self._void_at.add(index)
            if entry.index >= index or entry.index in self._void_at or entry.index in self.voids:
                self.violations.append(f"entry {index}: voids {entry.index}, no earlier token or void already")
            self.voids[entry.index] = entry.reason
        else:
            self.unknown += 1

    def _read_archive(self):
        """Every cosigned checkpoint, from `checkpoints/<day>` of the days that the log spans."""
        seconds = [seen.time for seen in self.cosigned] + [time // 10**9 for _, time in self._gen_times]
        if not seconds:
            return
        day, last = day_of(min(seconds)) - timedelta(days=1), day_of(max(seconds)) + timedelta(days=1)
        while day <= last:
            path = f"checkpoints/{day.isoformat()}"
            try:
                archive = split_notes(self.source.read(path))
            except Missing:
                archive = []
            for note in archive:
                self.archived += 1
                self._checkpoint(note, path)
            day += timedelta(days=1)

    def _check_roots(self):
        """Every checkpoint ever seen is a beginning of the tree, by tiles that the walk has checked."""
        if self.violations:
            return
        subtree = self.source.subtree_hashes(self.checkpoint.size)
        for size, root in sorted(self._roots.items()):
            if size > self.checkpoint.size:
                self.violations.append(f"size {size} was published, and now it is {self.checkpoint.size}")
            elif root != (subtree(0, size) if size else EMPTY_ROOT):
                self.violations.append(f"a published checkpoint of size {size} is of another tree: the log is forked")

    def _check_times(self):
        for name, times in self.times().items():
            if times.go_back():
                self.violations.append(f"{name} called a smaller tree the largest after a larger one")
            for index, gen_time in self._gen_times:
                before, after = times.bounds(index)
                seconds = gen_time / 10**9
                if before is not None and seconds < before - SLACK:
                    late = f"{before - seconds:.0f} s before it can be true, by {name}"
                    self.violations.append(f"entry {index}: genTime {late}")
                if after is not None and seconds > after + self.accuracy + SLACK:
                    early = f"{seconds - after:.0f} s after it was recorded, by {name}"
                    self.violations.append(f"entry {index}: genTime {early}")


class Times:
    """When a cosigner cosigned which sizes, in POSIX seconds."""

    def __init__(self, cosigned):
        self._cosigned = sorted(cosigned)
        self._sizes = [seen.size for seen in self._cosigned]
        self._last, self._first = [], []
        for seen in self._cosigned:
            self._last.append(max([seen.time, *self._last[-1:]]))
        for seen in reversed(self._cosigned):
            self._first.append(min([seen.time, *self._first[-1:]]))
        self._first.reverse()

    def bounds(self, index):
        """The last time with size <= index and the first with size > index; None where there is none."""
        at = bisect_right(self._sizes, index)
        return (self._last[at - 1] if at else None), (self._first[at] if at < len(self._sizes) else None)

    def go_back(self):
        """Whether a smaller tree was called the largest later than a larger one, by more than the slack."""
        bounds = map(self.bounds, sorted(set(self._sizes))[:-1])
        return any(before > after + SLACK for before, after in bounds)


class TileCheck:
    """Holds every tile of every level against the hashes that the entries make."""

    def __init__(self, source, violations):
        self._source, self._violations = source, violations
        # By level: the tile that is being filled, and its number.
        self._rows, self._numbers = [], []

    def push(self, node, level=0):
        """The next hash of a level."""
        if level == len(self._rows):
            self._rows.append([])
            self._numbers.append(0)
        row = self._rows[level]
        row.append(node)
        if len(row) == WIDTH:
            self._compare(level)
            while len(row) > 1:
                row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2])]
            self.push(row[0], level + 1)

    def finish(self):
        """The partial tiles at the right edge."""
        for level, row in enumerate(self._rows):
            if row:
                self._compare(level)

    def _compare(self, level):
        row, number = self._rows[level], self._numbers[level]
        try:
            if self._source.tile(level, number, len(row)) != row:
                self._violations.append(f"{tile_path(level, number, len(row))}: not the hashes of the entries")
        except LogError as error:
            self._violations.append(str(error))
        self._rows[level], self._numbers[level] = [], number + 1


def day_of(seconds):
    """The UTC day of POSIX seconds."""
    return date(1970, 1, 1) + timedelta(days=seconds // 86400)


# Seconds: the slack of the rule of time.
SLACK = 10
# Violations that a report shows.
SHOWN = 20
