#!/usr/bin/env bash
# Draws the first page of every recipe as `pagina.png`, with the program given or the release build.
# Needs pdftoppm (poppler-utils).
set -euo pipefail
program=$(realpath "${1:-$(dirname "$0")/../../target/release/allegati}")
cd "$(dirname "$0")"

made=$(mktemp -d)
trap 'rm -r "$made"' EXIT
for recipe in */; do
  recipe=${recipe%/}
  "$program" genera "$recipe/piano.yaml" --layout "./$recipe" --formati pdf --uscita "$made/$recipe" >/dev/null
  pdftoppm -r 60 -f 1 -l 1 -singlefile -png "$made/$recipe/piano.pdf" "$recipe/pagina"
done
