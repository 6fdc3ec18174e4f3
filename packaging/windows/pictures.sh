#!/usr/bin/env bash
# Installs and removes the program as a person does, by its windows under wine, and keeps a picture of each
# step: `pictures.sh INSTALLER FOLDER`. Needs Debian 12 with apt-get (and root for it).
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
installer="$(realpath "$1")"
mkdir -p "$2"
pictures="$(realpath "$2")"

work="$(mktemp -d)"
. "$here/wine.sh"
system_packages xdotool imagemagick
. "$here/../holds.sh"

# One screen for all steps; the address of the page stands where the browser would get it.
Xvfb :97 -screen 0 800x600x24 >/dev/null 2>&1 &
screen=$!
mkdir "$work/bin"
printf '#!/bin/sh\necho "$1" >>%q\n' "$work/address" >"$work/bin/xdg-open"
chmod +x "$work/bin/xdg-open"
export DISPLAY=:97 PATH="$work/bin:$PATH"
wine=("$(command -v wine64 || echo /usr/lib/wine/wine64)")
# Starts a program on a desktop that has nothing else.
desktop() { "${wine[@]}" explorer /desktop=prova,800x600 "$@" >/dev/null 2>&1 & }
# Waits until the screen has stood still for two seconds, and keeps it.
picture() {
  local before="" now
  for _ in $(seq 30); do
    now="$(import -window root rgb:- | sha256sum)"
    [ "$now" = "$before" ] && break
    before="$now"
    sleep 2
  done
  import -window root -trim +repage -colors 64 "$pictures/$1.png"
}

home="$WINEPREFIX/drive_c/users/$(id -un)/AppData"
place="$home/Local/Programs/allegati"
sleep 2
desktop "$installer"
sleep 5
picture installa-1
xdotool key Return
picture installa-2
holds "installato" test -s "$place/allegati.exe" -a -s "$home/Roaming/Microsoft/Windows/Start Menu/Programs/allegati.lnk"
xdotool key Return
for _ in $(seq 60); do
  [ -s "$work/address" ] && break
  sleep 0.5
done
holds "la pagina si apre da sola" grep -q '^http://127' "$work/address"
desktop "$place/disinstalla.exe"
sleep 5
xdotool key Return
picture disinstalla-aperto
holds "con il programma aperto non si disinstalla" test -s "$place/allegati.exe"
"$wineserver" -k
sleep 2
desktop "$place/disinstalla.exe"
sleep 5
picture disinstalla-1
xdotool key Return
picture disinstalla-2
holds "disinstallato" test ! -e "$place"
"$wineserver" -k || true
kill "$screen"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
