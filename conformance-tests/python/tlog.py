"""The independent reader of the log: `audit` rebuilds the tree and holds every checkpoint and time against it;
`verify-token` says what became of a token; `prove` and `verify-proof` make and check a tlog-proof; `leaf` shows what a
token's entry must be. Answers are JSON on standard output.

Exit codes: 0 holds (logged), 1 does not (absent), 2 cannot be judged, 3 not yet, 5 declared void.
"""

import argparse
import json
import sys
from datetime import datetime, timezone
from pathlib import Path

from log_audit import SLACK, Audit, Trust
from log_source import LogError, LogSource, Unreachable
from merkle import ProofError, check_inclusion, inclusion_proof, leaf_hash
from notes import COSIGNATURE, LOG_SIGNATURE, NoteError, Policy, Proof, VerifierKey
from timestamp_token import Token, TokenError


def verify_token(token, source, trust):
    """What became of a token: (exit code, report). The whole log is rebuilt for it."""
    index, expected, found = token.index(), leaf_hash(token.entry()), []

    def watch(at, entry):
        if at == index:
            found.append(leaf_hash(entry))

    accuracy = token.accuracy / 10**9
    audit = Audit(source, trust, accuracy).run(watch=watch)
    report = {"index": index, "leaf": expected.hex(), "log": audit.report()}
    if audit.violations:
        return ABSENT, report | {"verdict": "the log does not hold"}
    if index >= audit.checkpoint.size:
        # The log promises every token within the maximum merge delay; a later cosignature without it is a no.
        latest = max((seen.time for seen in audit.cosigned), default=0)
        overdue = latest > token.time / 10**9 + accuracy + MERGE_DELAY + SLACK
        return (ABSENT, report | {"verdict": "absent"}) if overdue else (NOT_YET, report | {"verdict": "not yet"})
    if found != [expected]:
        return ABSENT, report | {"verdict": "absent"}
    if index in audit.voids:
        return VOID, report | {"verdict": "void", "reason": audit.voids[index]}
    bounds = {name: [iso(time) for time in times.bounds(index)] for name, times in audit.times().items()}
    return HOLDS, report | {"verdict": "logged", "between": bounds}


def verify_proof(proof, trust, token):
    """Checks a tlog-proof, and that it is the token's: the report. Raises NoteError, ProofError."""
    checkpoint, cosigned = trust.open(proof.checkpoint)
    trust.check_quorum(checkpoint)
    if token.index() != proof.index:
        raise ProofError(f"a proof for leaf {proof.index}, and the token says {token.index()}")
    check_inclusion(leaf_hash(token.entry()), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    witnessed = [iso(seen.time) for seen in cosigned if seen.independent]
    return {"verdict": "logged", "index": proof.index, "size": checkpoint.size, "witnessed": witnessed}


def prove(token, source, trust):
    """A tlog-proof for a token, made from the tiles. Raises ProofError if it is not covered yet."""
    data = source.read("checkpoint")
    checkpoint, _ = trust.open(data)
    hashes = inclusion_proof(token.index(), checkpoint.size, source.subtree_hashes(checkpoint.size))
    proof = Proof(token.index(), hashes, data)
    verify_proof(proof, trust, token)
    return proof


def iso(seconds):
    return None if seconds is None else datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_key(text, kind):
    """A verifier key, or the one of this kind in a file with a key a line."""
    lines = Path(text).read_text().splitlines() if Path(text).is_file() else [text]
    found = [key for key in map(VerifierKey.parse, filter(None, lines)) if key.kind == kind]
    if len(found) != 1:
        raise NoteError(f"{text}: one key of type {kind:02} is needed, there are {len(found)}")
    return found[0]


def read_trust(arguments):
    policy = Policy.parse(Path(arguments.policy).read_bytes()) if arguments.policy else None
    witnesses = [read_key(text, COSIGNATURE) for text in arguments.witness]
    witnesses += policy.witnesses.values() if policy else []
    logs = [read_key(arguments.vkey, LOG_SIGNATURE)] if arguments.vkey else (policy.logs if policy else [])
    if len(logs) != 1:
        raise NoteError("give the log's key: --vkey, or a --policy with one log")
    return Trust(logs[0], [read_key(text, COSIGNATURE) for text in arguments.clock], witnesses, policy)


def read_arguments(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("audit", "verify-token", "prove", "verify-proof", "leaf"):
        command = commands.add_parser(name)
        if name in ("verify-token", "prove", "verify-proof", "leaf"):
            command.add_argument("token", help="a token or a response")
        if name == "verify-proof":
            command.add_argument("proof", help="a tlog-proof file")
        if name in ("audit", "verify-token", "prove"):
            command.add_argument("--log", required=True, help="directory or URL prefix of the log")
        if name == "audit":
            command.add_argument("--known", action="append", default=[], help="a checkpoint seen before")
            command.add_argument("--accuracy", type=float, default=1.0, help="seconds, of the tokens")
        if name != "leaf":
            command.add_argument("--vkey", help="the log's verifier key, or a file with it")
            command.add_argument("--clock", action="append", default=[], help="verifier key of the log's own cosigner")
            command.add_argument("--witness", action="append", default=[], help="verifier key of a witness")
            command.add_argument("--policy", help="a tlog-policy file")
    return parser.parse_args(words)


def answer(arguments):
    if arguments.command == "leaf":
        token = Token.parse(Path(arguments.token).read_bytes())
        entry = token.entry()
        return HOLDS, {"index": token.index(), "entry": entry.hex(), "leaf": leaf_hash(entry).hex()}
    trust = read_trust(arguments)
    if arguments.command == "audit":
        known = [Path(file).read_bytes() for file in arguments.known]
        audit = Audit(LogSource(arguments.log), trust, arguments.accuracy).run(known)
        return (ABSENT if audit.violations else HOLDS), audit.report()
    token = Token.parse(Path(arguments.token).read_bytes())
    if arguments.command == "verify-token":
        return verify_token(token, LogSource(arguments.log), trust)
    if arguments.command == "prove":
        return HOLDS, {"proof": prove(token, LogSource(arguments.log), trust).encode().decode()}
    return HOLDS, verify_proof(Proof.parse(Path(arguments.proof).read_bytes()), trust, token)


def main(words):
    try:
        code, report = answer(read_arguments(words))
    except ProofError as error:
        code, report = ABSENT, {"verdict": "absent", "error": str(error)}
    except (NoteError, LogError, TokenError, Unreachable, OSError) as error:
        code, report = CANNOT, {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(report, indent=1))
    return code


HOLDS, ABSENT, CANNOT, NOT_YET, VOID = 0, 1, 2, 3, 5
# Seconds: the maximum merge delay that the practice statement promises.
MERGE_DELAY = 60

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
