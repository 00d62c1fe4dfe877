"""A log over the tokens of a real server, in the order of issue, checked by reader and shell script: DIRECTORY."""

import subprocess
import sys
import time
from pathlib import Path

import tlog
from log_audit import Trust
from log_source import LogSource
from reference_log import ReferenceLog
from timestamp_token import Token

SCRIPT = Path(__file__).parents[2] / "tsa-admin" / "assets" / "verify-log.sh"

directory = Path(sys.argv[1])
files = sorted(directory.glob("*.tsr"))
log = ReferenceLog()
for number, file in enumerate(files):
    token = Token.parse(file.read_bytes())
    assert token.index() == number, f"{file}: index {token.index()}"
    log.entries.append(token.entry())

# An empty tree was cosigned before, all of it now: the genTimes must lie between.
log.checkpoint(int(time.time()) - 60, witnessed=True, size=0)
place = log.write(directory / "log", log.checkpoint(int(time.time()), witnessed=True))
source = LogSource(place)
trust = Trust(log.key.verifier(), [log.clock.verifier()], [log.witness.verifier()])
for file in files:
    token = Token.parse(file.read_bytes())
    code, report = tlog.verify_token(token, source, trust)
    assert (code, report["verdict"]) == (0, "logged"), report
    proof = file.with_suffix(".tlog-proof")
    proof.write_bytes(tlog.prove(token, source, trust).encode())
    keys = ["-k", str(log.key.verifier()), "-w", str(log.witness.verifier())]
    done = subprocess.run(["sh", SCRIPT, "-t", file, "-p", proof, *keys], capture_output=True, text=True)
    assert done.returncode == 0 and report["leaf"] in done.stdout, done.stdout + done.stderr
print(f"verified {len(files)}")
