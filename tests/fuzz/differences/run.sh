#!/usr/bin/env bash
# Installs the readers and changes files; needs apt-get (and root for it), Python 3.11 and Node 18.
# Leaves its own things in target/differences only. Arguments are those of differences.py.
set -euo pipefail
cd "$(dirname "$0")/../../.."

work="$PWD/target/differences"
here="$PWD/tests/fuzz/differences"
mkdir -p "$work/tools"

missing=()
for package in poppler-utils ghostscript python3-venv maven default-jdk-headless; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
command -v npm >/dev/null || missing+=(nodejs npm)
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt"
[ -d "$work/tools/node_modules" ] || { cp "$here/package.json" "$work/tools/" && npm install --silent --no-audit --no-fund --prefix "$work/tools"; }
[ -d "$work/tools/pdfbox" ] || mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/tools/pdfbox"

program="${ALLEGATI:-target/release/allegati}"
[ -x "$program" ] || cargo build --release --locked
"$work/venv/bin/python" "$here/differences.py" "$program" "$work" "$@"
