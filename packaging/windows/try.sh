#!/usr/bin/env bash
# Tries allegati.exe, and the installer if it is given, under wine: `try.sh PROGRAM [INSTALLER]`.
# Needs Debian 12 with apt-get (and root for it). Works in a folder of its own that is removed.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
program="$(realpath "$1")"
installer="${2:+$(realpath "$2")}"

work="$(mktemp -d)"
. "$here/wine.sh"
system_packages curl
. "$root/packaging/holds.sh"
# Runs the program and requires an exit status: `ends STATUS ARGUMENT…`; what it says is in $work/out.
ends() {
  local wanted="$1" status=0
  shift
  "${wine[@]}" "$work/bin/allegati.exe" "$@" >"$work/out" 2>&1 </dev/null || status=$?
  cat "$work/out"
  [ "$status" = "$wanted" ] || { echo "status $status, not $wanted"; return 1; }
}
says() { grep -qF -- "$1" "$work/out" || { cat "$work/out"; return 1; }; }

mkdir -p "$work/bin" "$work/home"
cp "$program" "$work/bin/allegati.exe"
x86_64-w64-mingw32-gcc-posix -municode -O1 -o "$work/bin/hold.exe" "$here/hold.c"

cd "$work/home"
plan="$root/inputs/piano-obiettivi-2020-2022.yaml"
cp "$plan" piano-obiettivi-2020-2022.yaml
holds "genera il piano di riferimento" ends 0 genera piano-obiettivi-2020-2022.yaml
for file in "$root"/output/*; do
  holds "gli stessi byte: $(basename "$file")" cmp "$file" "output/$(basename "$file")"
done
holds "controlla" ends 0 controlla piano-obiettivi-2020-2022.yaml
holds "importa l'allegato" ends 0 importa 'output\piano-obiettivi-2020-2022.xlsx' -o tornato.yaml
holds "verifica" ends 0 verifica 'output\piano-obiettivi-2020-2022.manifesto.json' 'output\piano-obiettivi-2020-2022.pdf'
holds "nuovo" ends 0 nuovo prova
holds "un modello di nomi" ends 0 genera --molti 'prova\*.yaml' --uscita molti
mkdir -p "Città di Forlì"
cp "$plan" "Città di Forlì/piano più bello.yaml"
holds "accenti e spazi" ends 0 genera 'Città di Forlì\piano più bello.yaml' --uscita 'Città di Forlì\allegati è'
holds "accenti e spazi: il file" test -s "Città di Forlì/allegati è/piano più bello.pdf"
deep="$(printf 'cartella-molto-lunga-%.0s' 1 2 3)"
deep="$deep\\$deep\\$deep\\$deep\\$deep"
holds "percorsi lunghi" ends 0 genera piano-obiettivi-2020-2022.yaml --uscita "$deep"
mkdir -p "$WINEPREFIX/dosdevices/unc/server/condivisa"
cp "$plan" "$WINEPREFIX/dosdevices/unc/server/condivisa/piano.yaml"
holds "una cartella di rete" ends 0 genera '\\server\condivisa\piano.yaml' --uscita '\\server\condivisa\allegati'
holds "una cartella di rete: si verifica" ends 0 verifica '\\server\condivisa\allegati' '\\server\condivisa\allegati\piano.pdf'
printf '\xff\xfe' >elenco.txt
printf 'piano-obiettivi-2020-2022.yaml\r\n' | iconv -t UTF-16LE >>elenco.txt
holds "un elenco di PowerShell" ends 0 genera --molti elenco.txt --uscita elenco
holds "un nome che Windows non ammette" ends 2 genera piano-obiettivi-2020-2022.yaml --uscita 'a?b'
holds "un nome che Windows non ammette: parole" says "non può essere il nome di una cartella"

holds "senza una finestra non ci sono colori" test "$(grep -c $'\x1b' "$work/out")" = 0

mkdir molte
for number in $(seq 40); do cp "$plan" "molte/piano-$number.yaml"; done
"${wine[@]}" "$work/bin/allegati.exe" genera --molti molte --uscita interrotti >/dev/null 2>&1 &
for _ in $(seq 300); do
  compgen -G "interrotti/piano-*" >/dev/null && break
  sleep 0.1
done
pkill -INT -f 'allegati.exe genera --molti molte' || true
wait $! || true
# Either all files of a plan are there or none.
whole() { for folder in interrotti/piano-*; do [ "$(ls -A "$folder" | wc -l)" = 4 ] || return 1; done; }
holds "Ctrl-C: nessun piano a metà" whole
holds "Ctrl-C: si ricomincia" ends 0 genera --molti molte --uscita interrotti

before="$(sha256sum output/*)"
"${wine[@]}" "$work/bin/hold.exe" 'output\piano-obiettivi-2020-2022.xlsx' 20 &
sleep 6
holds "un file aperto in un altro programma" ends 2 genera piano-obiettivi-2020-2022.yaml --data 01.02.2021 --sostituisci
holds "un file aperto in un altro programma: parole" says "chiudere il file"
holds "un file aperto in un altro programma: niente è cambiato" test "$before" = "$(sha256sum output/*)"
wait $! || true

"${wine[@]}" "$work/bin/allegati.exe" apri piano-obiettivi-2020-2022.yaml --senza-browser >"$work/page" 2>&1 &
for _ in $(seq 60); do
  grep -q http "$work/page" && break
  sleep 0.5
done
address="$(grep -o 'http://[^ ]*' "$work/page" | tr -d '\r' | head -1)"
holds "apri: la pagina risponde" curl -sfL -c "$work/jar" -b "$work/jar" -o "$work/page.html" "$address"
holds "apri: la pagina mostra il piano" grep -q "piano-obiettivi-2020-2022.pdf" "$work/page.html"
origin="$(echo "$address" | grep -o 'http://[^/]*')"
holds "apri: la pagina si chiude" curl -sf -b "$work/jar" -H "Origin: $origin" -o "$work/end.html" -X POST "$origin/chiudi"
# The desktop is wine's own explorer; the browser that it knows is of no interest here.
BROWSER=true timeout 60 "${wine[@]}" explorer /desktop=prova,800x600 "$work/bin/allegati.exe" >"$work/desktop" 2>/dev/null &
for _ in $(seq 60); do
  grep -q pagina "$work/desktop" && break
  sleep 0.5
done
holds "un doppio clic apre la pagina" grep -q "La pagina" "$work/desktop"
"$wineserver" -k || true
wait || true
# Whatever programs leave to be done is done before the registry is read.
settled() { timeout 60 "$wineserver" -w || true; }

if [ -n "$installer" ]; then
  # Lines of the registry that name the program, read when all programs have ended.
  registry() {
    settled
    "${wine[@]}" reg export 'HKCU\Software' "Z:${1//\//\\}" /y >/dev/null 2>&1
    iconv -f UTF-16LE -t UTF-8 "$1" | grep -i allegati || true
  }
  place="$WINEPREFIX/drive_c/users/$(id -un)/AppData/Local/Programs/allegati"
  menu="$WINEPREFIX/drive_c/users/$(id -un)/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/allegati.lnk"
  holds "installa in silenzio" "${wine[@]}" "$installer" /S
  holds "il programma è al suo posto" cmp "$program" "$place/allegati.exe"
  holds "il menu Start" test -s "$menu"
  holds "il menu dei file" grep -q 'Fai gli allegati' <(registry "$work/dopo.reg")
  holds "il programma installato" "${wine[@]}" "$place/allegati.exe" --versione
  holds "il programma installato: la guida" "${wine[@]}" "$place/allegati.exe" guida --senza-browser
  remove() { "${wine[@]}" "$place/disinstalla.exe" /S "_?=C:\\users\\$(id -un)\\AppData\\Local\\Programs\\allegati"; }
  # Runs a command of the installer, which must end with 2 since the program is open.
  refused() {
    local status=0
    "$@" || status=$?
    [ "$status" = 2 ]
  }
  "${wine[@]}" "$place/allegati.exe" apri --senza-browser >"$work/open" 2>&1 &
  for _ in $(seq 60); do
    grep -q http "$work/open" && break
    sleep 0.5
  done
  holds "con il programma aperto non si installa" refused "${wine[@]}" "$installer" /S
  holds "con il programma aperto non si disinstalla" refused remove
  holds "con il programma aperto resta tutto" cmp "$program" "$place/allegati.exe"
  "$wineserver" -k || true
  wait || true
  holds "disinstalla in silenzio" remove
  rm -f "$place/disinstalla.exe" # Run from its place by `_?=`, it cannot remove itself.
  holds "nessuna traccia: file" test ! -e "$menu" -a -z "$(ls -A "$place" 2>/dev/null)" -a ! -e "${place%/Programs/allegati}/allegati"
  registry "$work/fine.reg" >"$work/traces"
  holds "nessuna traccia: registro" diff /dev/null "$work/traces"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
