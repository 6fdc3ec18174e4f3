"""Holds the instructions that a run takes against `instructions.json`; never its time.

    cargo build --release
    python3 benches/instructions.py            # says nothing where there is no valgrind
    python3 benches/instructions.py --renew    # after a change that is worth its price

Counted by callgrind, so the count is the same however busy the machine is. Other compilers and
libraries count a little otherwise: a tenth more is let pass, a tenth less wants the limit renewed.
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMITS = ROOT / "benches/instructions.json"
PROGRAM = ROOT / "target/release/allegati"
PLAN = "inputs/piano-obiettivi-2020-2022.yaml"


def count(arguments):
    """The instructions of one run, all threads together."""
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", PROGRAM]
    run = subprocess.run([*valgrind, *arguments], cwd=ROOT, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit(run.stderr)
    return int(found.group(1))


def main():
    if not shutil.which("valgrind"):
        return print("valgrind is not there: instructions are not counted")
    with tempfile.TemporaryDirectory() as folder:
        runs = {
            "controlla": ["controlla", PLAN],
            "genera": ["genera", PLAN, "--uscita", folder],
        }
        counts = {name: count(arguments) for name, arguments in runs.items()}
    if "--renew" in sys.argv:
        return LIMITS.write_text(json.dumps(counts, indent=2) + "\n")
    limits = json.loads(LIMITS.read_text())
    too_many = False
    for name, counted in counts.items():
        change = counted / limits[name] - 1
        print(f"{name}: {counted:,} instructions, {change:+.1%} against the limit")
        too_many |= change > 0.1
        if change < -0.1:
            print(f"  fewer than ever: renew the limit with {sys.argv[0]} --renew")
    if too_many:
        sys.exit("more instructions than a tenth above the limit: benches/README.md says how to profile")


main()
