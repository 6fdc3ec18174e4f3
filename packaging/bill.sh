#!/usr/bin/env bash
# Writes the bill of materials (CycloneDX 1.5) of what goes into the program, on Linux and on Windows,
# into `dist/`, and prints its path. The same bytes on every day.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/tools.sh
. packaging/linux/same_bytes.sh release

cargo_tool cargo-cyclonedx 0.5.9
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
mkdir -p dist
SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" cargo cyclonedx --quiet --format json --spec-version 1.5 --target all --no-build-deps --override-filename bill
python3 - bill.json "dist/allegati-$version.cdx.json" <<'PYTHON'
import json, os, sys

text = open(sys.argv[1], encoding="utf-8").read()
# A path of this machine, and a number drawn at random.
bill = json.loads(text.replace(f"path+file://{os.getcwd()}#", "pkg:cargo/"))
bill.pop("serialNumber", None)
text = json.dumps(bill, ensure_ascii=False, indent=1)
assert bill["bomFormat"] == "CycloneDX" and len(bill["components"]) > 100, "no bill of materials"
open(sys.argv[2], "w", encoding="utf-8").write(text + "\n")
PYTHON
rm bill.json
echo "$PWD/dist/allegati-$version.cdx.json"
