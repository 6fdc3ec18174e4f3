#!/usr/bin/env bash
# Installs the outside judges and lets them judge the annexes of the reference plan and
# of the cases in `casi.py`. Needs apt-get (and root for it) and Python 3.11; leaves its own
# things in target/giudici only.
set -euo pipefail
cd "$(dirname "$0")/../.."

work="$PWD/target/giudici"
mkdir -p "$work"

missing=()
for package in poppler-utils qpdf openssl libreoffice-calc libreoffice-draw libreoffice-writer python3-uno libnss3-tools mupdf-tools \
  python3-venv maven default-jdk-headless fonts-paratype; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check -r tests/giudici/requisiti.txt

verapdf="$work/verapdf"
[ -d "$verapdf" ] || mvn -q -B -f tests/giudici/pom.xml dependency:copy-dependencies -DoutputDirectory="$verapdf"
firme="$work/firme"
[ -d "$firme" ] || mvn -q -B -f tests/giudici/firme/pom.xml dependency:copy-dependencies -DoutputDirectory="$firme"

program=target/release/allegati
[ -x "$program" ] || cargo build --release --locked

rm -rf "$work/casi" "$work/tabelle" "$work/importate" "$work/forme" "$work/buste"
"$work/venv/bin/python" tests/giudici/casi.py "$program" "$work/casi" "$work/tabelle"
"$work/venv/bin/python" tests/giudici/giudica.py "$work/casi" "$verapdf"
"$work/venv/bin/python" tests/giudici/forme.py "$program" "$work/forme" "$verapdf"
"$work/venv/bin/python" tests/giudici/ricalcolo.py "$work"/casi/{riferimento,elenchi,cinquecento}/piano.xlsx "$work"/tabelle/*/piano.xlsx
"$work/venv/bin/python" tests/giudici/modulo.py "$program"
"$work/venv/bin/python" tests/giudici/tabelle.py "$program" "$work/importate"
"$work/venv/bin/python" tests/giudici/buste.py "$program" "$work/buste"
"$work/venv/bin/python" tests/giudici/ritorni.py "$program" "$work/ritorni" "$firme" "$verapdf"
"$work/venv/bin/python" tests/giudici/firmatari.py "$program" "$work/firmatari" "$firme" "$work"/casi/* "$work"/forme/*
