"""Signed notes, checkpoints, cosignatures, proofs and policies, from the C2SP texts signed-note, tlog-checkpoint,
tlog-cosignature, tlog-proof and tlog-policy alone. Ed25519 only (signature types 01 and 04)."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class NoteError(Exception):
    """A text that is not what it should be, or whose signature does not hold."""


@dataclass(frozen=True)
class VerifierKey:
    """A name, a signature type and an Ed25519 public key of 32 octets."""

    name: str
    kind: int
    key: bytes

    @classmethod
    def parse(cls, text):
        """`name+hex(key ID)+base64(type || key)`; the base64 itself may hold a plus."""
        parts = text.strip().split("+", 2)
        if len(parts) != 3 or not re.fullmatch("[0-9a-f]{8}", parts[1]):
            raise NoteError(f"not a verifier key: {text!r}")
        material = decode_base64(parts[2])
        if len(material) != 33 or material[0] not in (LOG_SIGNATURE, COSIGNATURE):
            raise NoteError(f"{parts[0]}: not an Ed25519 key of type 01 or 04")
        key = cls(check_name(parts[0]), material[0], material[1:])
        if key.id().hex() != parts[1]:
            raise NoteError(f"{key.name}: the key ID is {key.id().hex()}, not {parts[1]}")
        return key

    def id(self):
        """signed-note: SHA-256(name || 0A || type || key)[:4]."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key).digest()[:4]

    def __str__(self):
        return f"{self.name}+{self.id().hex()}+{encode_base64(bytes([self.kind]) + self.key)}"

    def holds(self, message, signature):
        """Whether this is the key's Ed25519 signature over the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 key with a name, as a log or as a cosigner."""

    name: str
    kind: int
    seed: bytes

    def verifier(self):
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(self.name, self.kind, public)

    def sign(self, text, time=None):
        """The signature line over the text of a note; a cosigner needs the time (POSIX seconds)."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        if self.kind == COSIGNATURE:
            blob = time.to_bytes(8, "big") + key.sign(cosigned_message(text, time))
        else:
            blob = key.sign(text.encode())
        return f"{DASH} {self.name} {encode_base64(self.verifier().id() + blob)}\n"


@dataclass
class Note:
    """A text and its signatures: (key name, key ID, the octets after it)."""

    text: str
    signatures: list

    @classmethod
    def parse(cls, data):
        try:
            whole = data.decode() if isinstance(data, bytes) else data
        except UnicodeDecodeError as error:
            raise NoteError("a note must be UTF-8") from error
        # signed-note: no ASCII control characters but the newline.
        if any(character < " " and character != "\n" for character in whole):
            raise NoteError("a control character in a note")
        # signed-note: the last empty line separates text and signatures.
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not text or not lines.endswith("\n"):
            raise NoteError("a note is a text, an empty line and signature lines")
        signatures = [parse_signature(line) for line in lines[:-1].split("\n")]
        if len(signatures) > MAX_SIGNATURES:
            raise NoteError(f"more than {MAX_SIGNATURES} signatures")
        return cls(text + "\n", signatures)

    def signed_by(self, key):
        """The log's signature by this key. Raises NoteError if there is one that does not hold."""
        found = [blob for name, key_id, blob in self.signatures if (name, key_id) == (key.name, key.id())]
        for blob in found:
            if not key.holds(self.text.encode(), blob):
                raise NoteError(f"a bad signature by {key.name}")
        return bool(found)

    def cosigned_by(self, key):
        """The times (POSIX seconds) of this cosigner's signatures. Raises NoteError if one does not hold."""
        times = []
        for name, key_id, blob in self.signatures:
            if (name, key_id) != (key.name, key.id()):
                continue
            time = int.from_bytes(blob[:8], "big")
            # tlog-cosignature: at most 2^63 - 1; tlog-witness: the time is not 0.
            if len(blob) != 72 or not 0 < time < 1 << 63:
                raise NoteError(f"a malformed cosignature by {key.name}")
            if not key.holds(cosigned_message(self.text, time), blob[8:]):
                raise NoteError(f"a bad cosignature by {key.name}")
            times.append(time)
        return times


@dataclass
class Checkpoint:
    """What a log says of itself: tlog-checkpoint."""

    origin: str
    size: int
    root: bytes
    note: Note

    @classmethod
    def parse(cls, data):
        note = Note.parse(data)
        lines = note.text[:-1].split("\n")
        if len(lines) < 3 or not all(lines):
            raise NoteError("a checkpoint is at least three lines, none of them empty")
        root = decode_base64(lines[2])
        if len(root) != 32:
            raise NoteError("the root hash is not 32 octets")
        return cls(lines[0], parse_decimal(lines[1]), root, note)

    @classmethod
    def open(cls, data, log_key):
        """Parses a checkpoint and raises NoteError unless it is of this log and signed by it."""
        checkpoint = cls.parse(data)
        # tlog-policy: the key's name is the origin.
        if checkpoint.origin != log_key.name:
            raise NoteError(f"a checkpoint of {checkpoint.origin}, not of {log_key.name}")
        if not checkpoint.note.signed_by(log_key):
            raise NoteError(f"not signed by {log_key.name}")
        return checkpoint


def checkpoint_text(origin, size, root):
    """The text of a checkpoint."""
    return f"{origin}\n{size}\n{encode_base64(root)}\n"


def cosigned_message(text, time):
    """tlog-cosignature, Ed25519: what a cosigner signs."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


@dataclass
class Proof:
    """A tlog-proof: where an entry is, and the way from it to a checkpoint."""

    index: int
    hashes: list
    checkpoint: bytes
    extra: bytes = b""

    @classmethod
    def parse(cls, data):
        head, blank, checkpoint = data.partition(b"\n\n")
        try:
            lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError as error:
            raise NoteError("not a tlog-proof") from error
        if not blank or lines.pop(0) != PROOF_HEADER:
            raise NoteError(f"the first line is not {PROOF_HEADER}")
        extra = b""
        if lines and lines[0].startswith("extra "):
            extra = decode_base64(lines.pop(0)[len("extra "):])
        if not lines or not lines[0].startswith("index "):
            raise NoteError("the index line is missing")
        index = parse_decimal(lines.pop(0)[len("index "):])
        return cls(index, [decode_hash(line) for line in lines], checkpoint, extra)

    def encode(self):
        extra = [f"extra {encode_base64(self.extra)}"] if self.extra else []
        hashes = [encode_base64(node) for node in self.hashes]
        lines = [PROOF_HEADER, *extra, f"index {self.index}", *hashes]
        return ("\n".join(lines) + "\n\n").encode() + self.checkpoint


@dataclass
class Policy:
    """A tlog-policy file: which logs, which witnesses, and how many of them are enough."""

    logs: list = field(default_factory=list)
    witnesses: dict = field(default_factory=dict)
    groups: dict = field(default_factory=dict)
    quorum: str = ""

    @classmethod
    def parse(cls, data):
        policy = cls()
        members = set()
        # tlog-policy: octets, of which the high ones are opaque; no control character but tab and newline.
        if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", data):
            raise NoteError("a control character in the policy")
        for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
            words = re.split("[ \t]+", line.strip(" \t"))
            if words == [""] or words[0].startswith("#"):
                continue
            try:
                policy._line(words, members)
            except (NoteError, IndexError, KeyError) as error:
                raise NoteError(f"policy line {number}: {error}") from error
        if not policy.quorum:
            raise NoteError("the policy has no quorum line")
        return policy

    def _line(self, words, members):
        kind, *rest = words
        if kind == "log" and len(rest) in (1, 2):
            key = VerifierKey.parse(rest[0])
            if key.kind != LOG_SIGNATURE or any(key.key == other.key for other in self.logs):
                raise NoteError("not the key of a log, or there twice")
            self.logs.append(key)
        elif kind == "witness" and len(rest) in (2, 3):
            key = VerifierKey.parse(rest[1])
            if key.kind != COSIGNATURE or any(key.key == other.key for other in self.witnesses.values()):
                raise NoteError("not the key of a witness, or there twice")
            self._define(self.witnesses, rest[0], key)
        elif kind == "group" and len(rest) >= 3:
            name, threshold, *names = rest
            for member in names:
                if not self._defined(member) or member in members:
                    raise NoteError(f"{member} is not defined, or already a member")
                members.add(member)
            needed = {"any": 1, "all": len(names)}.get(threshold) or parse_decimal(threshold)
            if not 1 <= needed <= len(names):
                raise NoteError(f"a threshold of {needed} of {len(names)}")
            self._define(self.groups, name, (needed, names))
        elif kind == "quorum" and len(rest) == 1 and not self.quorum:
            if rest[0] != "none" and not self._defined(rest[0]):
                raise NoteError(f"{rest[0]} is not defined")
            self.quorum = rest[0]
        else:
            raise NoteError(f"not understood: {' '.join(words)}")

    def _defined(self, name):
        return name in self.witnesses or name in self.groups

    def _define(self, table, name, value):
        if name == "none" or self._defined(name):
            raise NoteError(f"the name {name} is taken")
        table[name] = value

    def satisfied_by(self, note):
        """Whether the cosignatures on a note make the quorum. Raises NoteError on a bad one."""

        def witnessed(name):
            if name in self.witnesses:
                return bool(note.cosigned_by(self.witnesses[name]))
            needed, names = self.groups[name]
            return sum(map(witnessed, names)) >= needed

        return self.quorum == "none" or witnessed(self.quorum)


def split_notes(data):
    """The notes of an archive file, which holds them one after another, with or without empty lines between them."""
    notes, start, signed = [], None, False
    lines = data.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.startswith(DASH.encode()):
            signed = True
        elif start is None or signed:
            if signed:
                notes.append(b"".join(lines[start:number]))
                start, signed = None, False
            if line != b"\n":
                start = number
    if start is not None:
        notes.append(b"".join(lines[start:]))
    return notes


def parse_signature(line):
    match = re.fullmatch(f"{DASH} ([^ ]+) ([^ ]+)", line)
    if not match:
        raise NoteError(f"not a signature line: {line!r}")
    blob = decode_base64(match[2])
    if len(blob) < 5:
        raise NoteError("a signature without a key ID and a signature")
    return check_name(match[1]), blob[:4], blob[4:]


def check_name(name):
    # signed-note: not empty, no Unicode spaces, no plus.
    if not name or "+" in name or any(character.isspace() for character in name):
        raise NoteError(f"not a key name: {name!r}")
    return name


def parse_decimal(text):
    """ASCII decimal without leading zeroes, below 2^63."""
    if not re.fullmatch("0|[1-9][0-9]{0,18}", text) or int(text) >= 1 << 63:
        raise NoteError(f"not a decimal number: {text!r}")
    return int(text)


def decode_hash(text):
    node = decode_base64(text)
    if len(node) != 32:
        raise NoteError("a hash that is not 32 octets")
    return node


def decode_base64(text):
    """RFC 4648 section 4, canonical only: what decodes must encode to the same text."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError(f"not base64: {text!r}") from error
    if encode_base64(data) != text:
        raise NoteError(f"not canonical base64: {text!r}")
    return data


def encode_base64(data):
    return base64.b64encode(data).decode()


# signed-note: the signature types.
LOG_SIGNATURE, COSIGNATURE = 0x01, 0x04
DASH = "\u2014"
PROOF_HEADER = "c2sp.org/tlog-proof@v1"
# signed-note: at least 16 must be accepted, and there should be a limit.
MAX_SIGNATURES = 64
