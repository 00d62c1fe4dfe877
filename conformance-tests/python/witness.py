"""A witness of transparency logs, from the text of tlog-witness v1.0.0: `POST /add-checkpoint` and
`GET /<hex SHA-256 of the origin>/checkpoint`. It refuses a log that is not append-only.

On standard output: `vkey <verifier key>`, then `port <port>` once it listens. SIGTERM ends it.
"""

import argparse
import fcntl
import hashlib
import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from merkle import EMPTY_ROOT, ProofError, check_consistency
from notes import COSIGNATURE, DASH, LOG_SIGNATURE, Checkpoint, NoteError, SigningKey, VerifierKey
from notes import decode_hash, encode_base64, parse_decimal


class Refused(Exception):
    """An answer other than 200."""

    def __init__(self, status, text, kind="text/plain; charset=utf-8"):
        super().__init__(text)
        self.status, self.text, self.kind = status, text, kind


class Witness:
    """A key, the logs it knows by origin, and the directory of the checkpoint it cosigned last for each."""

    def __init__(self, key, logs, directory, clock=time.time):
        if any(key.verifier().key == log.key for log in logs):
            raise NoteError("the witness's key is the key of a log")
        self.key, self._clock, self._directory = key, clock, Path(directory)
        self._logs = {log.name: log for log in logs}
        self._lock = threading.Lock()
        self._directory.mkdir(parents=True, exist_ok=True)
        # A second process on the same state would break compare-and-persist. Held until the process ends.
        self._held = os.open(self._directory / "lock", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise

    def add_checkpoint(self, body):
        """The cosignature line. Raises Refused, with the status of tlog-witness, in the order of its text."""
        old_size, proof, data = parse_request(body)
        try:
            checkpoint = Checkpoint.parse(data)
        except NoteError as error:
            raise Refused(400, f"the checkpoint: {error}\n") from error
        log = self._logs.get(checkpoint.origin)
        if log is None:
            raise Refused(404, "unknown origin\n")
        try:
            signed = checkpoint.note.signed_by(log)
        except NoteError as error:
            # "a signature line's key name and ID match a trusted key but the signature itself fails to verify"
            raise Refused(403, f"{error}\n") from error
        if not signed:
            raise Refused(403, "no signature by a key that is trusted for this origin\n")
        if old_size > checkpoint.size:
            raise Refused(400, "the old size is above the size of the checkpoint\n")
        # "checking the old size against the latest checkpoint and persisting the new checkpoint must be performed
        # atomically": one lock from the comparison to the end of the fsync.
        with self._lock:
            return self._extend(log, old_size, proof, checkpoint)

    def latest(self, origin_hash):
        """The checkpoint that was cosigned last, with the log's signature and ours; None if there is none."""
        if not any(file_of(origin) == origin_hash for origin in self._logs):
            return None
        try:
            return (self._directory / origin_hash).read_bytes()
        except FileNotFoundError:
            return None

    def close(self):
        """Lets go of the state."""
        os.close(self._held)

    def _extend(self, log, old_size, proof, checkpoint):
        size, root, last_time = self._latest(log)
        if old_size != size:
            raise Refused(409, f"{size}\n", "text/x.tlog.size")
        if checkpoint.size == size and checkpoint.root != root and size:
            # v1.0.0: 409. A client must not take it for a size, so it has another type.
            raise Refused(409, f"another root for size {size} was cosigned\n")
        if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
            raise Refused(422, "a tree of size 0 has another root\n")
        try:
            check_proof(old_size, checkpoint, proof, root)
        except ProofError as error:
            raise Refused(422, f"{error}\n") from error
        # A cosignature says "the largest as of this time": the times of one log never go back.
        line = self.key.sign(checkpoint.note.text, max(int(self._clock()), last_time, 1))
        signatures = [blob for blob in checkpoint.note.signatures if blob[:2] == (log.name, log.id())]
        self._persist(log.name, checkpoint.note.text, signatures, line)
        return line

    def _latest(self, log):
        data = self.latest(file_of(log.name))
        if data is None:
            return 0, EMPTY_ROOT, 0
        # Our own file too is believed only as far as its signatures hold.
        checkpoint = Checkpoint.open(data, log)
        return checkpoint.size, checkpoint.root, max(checkpoint.note.cosigned_by(self.key.verifier()))

    def _persist(self, origin, text, signatures, line):
        """On the disk before the answer leaves: new file, fsync, rename, fsync of the directory."""
        lines = [f"{DASH} {name} {encode_base64(key_id + blob)}\n" for name, key_id, blob in signatures[:1]]
        path = self._directory / file_of(origin)
        with open(path.with_suffix(".new"), "wb") as file:
            file.write(f"{text}\n{''.join(lines)}{line}".encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, path)
        directory = os.open(self._directory, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def parse_request(body):
    """The old size, the proof and the octets of the checkpoint. Raises Refused."""
    head, blank, checkpoint = body.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
        if not blank or not first.startswith("old "):
            raise NoteError("not an old size line, proof lines, an empty line and a checkpoint")
        if len(lines) > MAX_PROOF:
            raise NoteError(f"more than {MAX_PROOF} proof lines")
        return parse_decimal(first[len("old ") :]), [decode_hash(line) for line in lines], checkpoint
    except (NoteError, UnicodeDecodeError) as error:
        raise Refused(400, f"{error}\n") from error


def check_proof(old_size, checkpoint, proof, root):
    if old_size == 0:
        if proof:
            raise ProofError("the proof must be empty for an old size of 0")
        return
    check_consistency(old_size, checkpoint.size, proof, root, checkpoint.root)


def file_of(origin):
    """The path element of an origin: the hex SHA-256 of it."""
    return hashlib.sha256(origin.encode()).hexdigest()


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 with kept connections."""

    protocol_version = "HTTP/1.1"
    server_version = "witness"
    timeout = 30

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > MAX_BODY:
            self.close_connection = True
            status = 413 if length.isdigit() else 411
            self._answer(status, "text/plain; charset=utf-8", b"give a Content-Length of 64 KiB or less\n")
            return
        body = self.rfile.read(int(length))
        if self.path != "/add-checkpoint":
            self._answer(404, "text/plain; charset=utf-8", b"POST /add-checkpoint\n")
            return
        try:
            line = self.server.witness.add_checkpoint(body)
        except Refused as refused:
            self._answer(refused.status, refused.kind, refused.text.encode())
            return
        self._answer(200, "text/plain; charset=utf-8", line.encode())

    def do_GET(self):
        origin_hash, slash, rest = self.path[1:].partition("/")
        checkpoint = self.server.witness.latest(origin_hash) if slash and rest == "checkpoint" else None
        if checkpoint is None:
            self._answer(404, "text/plain; charset=utf-8", b"nothing cosigned here\n")
        else:
            self._answer(200, "text/plain; charset=utf-8", checkpoint)

    def log_message(self, format, *arguments):
        if not self.server.quiet:
            super().log_message(format, *arguments)

    def _answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """The witness behind a socket."""

    daemon_threads = True

    def __init__(self, address, witness, quiet=True):
        super().__init__(address, Handler)
        self.witness, self.quiet = witness, quiet


def load_key(path, name):
    """The seed in a file, made when the file is not there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(os.urandom(32).hex() + "\n")
    return SigningKey(name, COSIGNATURE, bytes.fromhex(path.read_text()))


def main(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", default="witness.invalid/w1", help="the witness's key name")
    parser.add_argument("--state", required=True, help="directory of its key and of what it cosigned")
    parser.add_argument("--log", action="append", default=[], help="verifier key of a log, or a file with it")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--shift", type=int, default=0, help="seconds by which its clock is wrong")
    parser.add_argument("--verbose", action="store_true", help="log the requests")
    arguments = parser.parse_args(words)
    logs = [VerifierKey.parse(Path(log).read_text() if Path(log).is_file() else log) for log in arguments.log]
    if any(log.kind != LOG_SIGNATURE for log in logs):
        sys.exit("witness: --log takes keys of type 01")
    key = load_key(Path(arguments.state) / "key", arguments.name)
    witness = Witness(key, logs, arguments.state, lambda: time.time() + arguments.shift)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Server((arguments.host, arguments.port), witness, not arguments.verbose) as server:
        print(f"vkey {key.verifier()}\nport {server.server_address[1]}", flush=True)
        server.serve_forever()


# tlog-witness: proof lines that a client may send.
MAX_PROOF = 63
MAX_BODY = 64 * 1024

if __name__ == "__main__":
    main(sys.argv[1:])
