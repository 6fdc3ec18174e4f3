"""Writes the crates that go into the program, with their licences, into THIRD-PARTY.md.

    python3 .ci/third_party.py           # writes the list anew
    python3 .ci/third_party.py --check   # fails if the list is not that of Cargo.lock
"""
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "THIRD-PARTY.md"
MARK = "<!-- crates: made by .ci/third_party.py -->\n"


def shipped(metadata):
    """The ids of all packages that normal dependencies lead to, on any system."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    found, waiting = set(), [metadata["resolve"]["root"]]
    while waiting:
        for dependency in nodes[waiting.pop()]["deps"]:
            is_normal = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if is_normal and dependency["pkg"] not in found:
                found.add(dependency["pkg"])
                waiting.append(dependency["pkg"])
    return found


def listing():
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    ids = shipped(metadata)
    packages = [package for package in metadata["packages"] if package["id"] in ids]
    packages.sort(key=lambda package: (package["name"], package["version"]))
    rows = (f"| {p['name']} | {p['version']} | {p['license'] or 'vedi ' + p['license_file']} |\n" for p in packages)
    return "| crate | versione | licenza |\n|---|---|---|\n" + "".join(rows)


def main():
    before = PAPER.read_text().split(MARK)[0]
    wanted = before + MARK + "\n" + listing()
    if "--check" in sys.argv:
        if PAPER.read_text() != wanted:
            sys.exit("THIRD-PARTY.md is not what Cargo.lock says: python3 .ci/third_party.py")
    else:
        PAPER.write_text(wanted)


main()
