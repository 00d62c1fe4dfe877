"""A small log of time-stamps to test readers with: entries in memory, written out as tlog-tiles says. Its tokens are
SignedData with all that a leaf needs and a signature of zeroes."""

import hashlib
from datetime import datetime, timezone
from pathlib import Path

from log_source import WIDTH, tile_path, tile_widths
from merkle import hashes_of, leaf_hash
from notes import COSIGNATURE, LOG_SIGNATURE, SigningKey, checkpoint_text
from timestamp_token import SIGNED_DATA, SIGNING_CERTIFICATE_V2, TST_INFO, Token


class ReferenceLog:
    """Entries, the log's key, its own cosigner ("clock"), and one witness, all from fixed seeds."""

    def __init__(self, origin="log.example/test", seed=1):
        self.entries, self.tokens, self.archive = [], {}, []
        self.key = SigningKey(origin, LOG_SIGNATURE, bytes([seed]) * 32)
        self.clock = SigningKey(f"{origin}/clock", COSIGNATURE, bytes([seed + 1]) * 32)
        self.witness = SigningKey("witness.example/w1", COSIGNATURE, bytes([seed + 2]) * 32)

    def issue(self, time, **fields):
        """A token at the next index with this genTime (POSIX seconds), and its entry."""
        token = make_token(len(self.entries), time, **fields)
        self.tokens[len(self.entries)] = token
        self.entries.append(Token.parse(token).entry())
        return token

    def void(self, index, reason=1):
        """The entry that declares an earlier token void."""
        self.entries.append(b"\x02" + index.to_bytes(8, "big") + bytes([reason]))

    def leaves(self):
        return [leaf_hash(entry) for entry in self.entries]

    def subtree(self):
        """The function that gives MTH(D[low:high])."""
        return hashes_of(self.leaves())

    def text(self, size=None):
        size = len(self.entries) if size is None else size
        return checkpoint_text(self.key.name, size, self.subtree()(0, size))

    def checkpoint(self, time=None, witnessed=False, size=None):
        """A signed checkpoint, cosigned by the clock and the witness if a time is given; a cosigned one is archived."""
        text = self.text(size)
        note = f"{text}\n{self.key.sign(text)}"
        if time is not None:
            note += self.clock.sign(text, time) + (self.witness.sign(text, time) if witnessed else "")
            self.archive.append((time, note))
        return note.encode()

    def write(self, directory, checkpoint):
        """All files of the log, with this checkpoint."""
        directory, leaves = Path(directory), self.leaves()
        row = leaves
        for level, number, width in tile_widths(len(leaves)):
            if number == 0 and level:
                full = range(0, len(row) - WIDTH + 1, WIDTH)
                row = [hashes_of(row)(at, at + WIDTH) for at in full]
            part = row[number * WIDTH : number * WIDTH + width]
            write_file(directory / tile_path(level, number, width), b"".join(part))
        for number in range((len(self.entries) + WIDTH - 1) // WIDTH):
            bundle = self.entries[number * WIDTH : (number + 1) * WIDTH]
            octets = b"".join(len(entry).to_bytes(2, "big") + entry for entry in bundle)
            write_file(directory / tile_path("entries", number, len(bundle)), octets)
        days = {}
        for time, note in self.archive:
            days.setdefault(f"{datetime.fromtimestamp(time, timezone.utc):%Y-%m-%d}", []).append(note)
        for day, notes in days.items():
            write_file(directory / "checkpoints" / day, "\n".join(notes).encode())
        write_file(directory / "checkpoint", checkpoint)
        return str(directory)


def write_file(path, octets):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(octets)


def make_token(index, time, imprint=b"document", salt=0, accuracy=1, certificate=b"a certificate", hash_name=None):
    """A token with this index in its serial number; the certificate is named by SHA-256 unless told otherwise."""
    serial = (1 << 126 | salt << 48 | index).to_bytes(16, "big")
    digest = der(0x30, der(0x30, der(0x06, bytes.fromhex("608648016503040201"))), der(0x04, digest_of(imprint)))
    gen_time = datetime.fromtimestamp(time, timezone.utc).strftime("%Y%m%d%H%M%SZ").encode()
    policy = der(0x06, bytes.fromhex("2b0601040181fd590100"))
    fields = [der(0x02, b"\x01"), policy, digest, der(0x02, serial), der(0x18, gen_time)]
    tst_info = der(0x30, *fields, der(0x30, der(0x02, bytes([accuracy]))))
    if hash_name:
        algorithm = bytes.fromhex({"sha384": "608648016503040202", "sha512": "608648016503040203"}[hash_name])
        cert_id = [der(0x30, der(0x06, algorithm)), der(0x04, hashlib.new(hash_name, der(0x30, certificate)).digest())]
    else:
        cert_id = [der(0x04, digest_of(der(0x30, certificate)))]
    attribute = der(0x30, der(0x06, SIGNING_CERTIFICATE_V2), der(0x31, der(0x30, der(0x30, der(0x30, *cert_id)))))
    # Another attribute before it, as in a real token: contentType.
    content_type = der(0x30, der(0x06, bytes.fromhex("2a864886f70d010903")), der(0x31, der(0x06, TST_INFO)))
    sha256 = der(0x30, der(0x06, bytes.fromhex("608648016503040201")))
    attributes = der(0xA0, content_type, attribute)
    signer = der(0x30, der(0x02, b"\x01"), der(0x30, b""), sha256, attributes, sha256, der(0x04, bytes(64)))
    content = der(0x30, der(0x06, TST_INFO), der(0xA0, der(0x04, tst_info)))
    certificates = [der(0xA0, der(0x30, certificate))] if hash_name else []
    signed = der(0x30, der(0x02, b"\x03"), der(0x31, sha256), content, *certificates, der(0x31, signer))
    return der(0x30, der(0x06, SIGNED_DATA), der(0xA0, signed))


def der(tag, *contents):
    """A DER element."""
    content = b"".join(contents)
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + content


def digest_of(octets):
    return hashlib.sha256(octets).digest()
