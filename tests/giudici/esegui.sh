#!/usr/bin/env bash
# Installs the outside judges and lets them judge the annexes of the reference plan and
# of the cases in `casi.py`: `esegui.sh [--campione]`. A sample takes shorter tables, and of edits,
# arrangements, oddities and recipes one in three. Needs apt-get (and root for it) and Python 3.11; leaves its own
# things in target/giudici only.
set -euo pipefail
cd "$(dirname "$0")/../.."

sample=() count=300 arrangements=2000
if [ "${1:-}" = --campione ]; then
  sample=(--campione) count=60 arrangements=600
fi

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

# Judges by name; what they print is kept in a file each and shown in the order of the names, so
# that two may be at work at once.
outcomes="$work/esiti"
rm -rf "$work"/{casi,tabelle,importate,forme,ricette,buste,modifiche,mostrato,disposizioni,esiti}
mkdir -p "$outcomes"

judge() {
  local name="$1" begin=$SECONDS
  shift
  "$work/venv/bin/python" "tests/giudici/$name.py" "$@" >"$outcomes/$name" 2>&1 || touch "$outcomes/$name.guasto"
  echo "$name: $((SECONDS - begin)) secondi" >>"$outcomes/$name"
}

# Waits until fewer judges than the two cores are at work.
room() {
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n || true; done
}

names=()
start() {
  names+=("$1")
  room
  judge "$@" &
}

# The annexes that others judge come first.
start casi "$program" "$work/casi" "$work/tabelle"
start forme "$program" "$work/forme" "$verapdf" "$count"
start mostrato "$program" "$work/mostrato" "${sample[@]}"
start tabelle "$program" "$work/importate"
start modulo "$program"
start ricette "$program" "$work/ricette" "$verapdf" "${sample[@]}"
start confronti "$program" "$work/confronti" "$verapdf"
start consuntivo "$program" "$work/consuntivo" "$verapdf"
start raccolta "$program" "$work/raccolta"
wait
# The longest first, so that none is left to run alone.
start modifiche "$program" "$work/modifiche" "${sample[@]}"
start disposizioni "$program" "$work/disposizioni" "$arrangements"
start giudica "$work/casi" "$verapdf"
start firmatari "$program" "$work/firmatari" "$firme" "$work"/casi/* "$work"/forme/* "${sample[@]}"
start ritorni "$program" "$work/ritorni" "$firme" "$verapdf"
start ricalcolo "$work"/casi/{riferimento,elenchi,cinquecento}/piano.xlsx "$work"/tabelle/*/piano.xlsx
start buste "$program" "$work/buste"
wait

for name in "${names[@]}"; do
  printf '\n-- %s\n' "$name"
  cat "$outcomes/$name"
done
failed=("$outcomes"/*.guasto)
if [ -e "${failed[0]}" ]; then
  echo "giudici contrari: $(basename -s .guasto "${failed[@]}" | tr '\n' ' ')" >&2
  exit 1
fi
