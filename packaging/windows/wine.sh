# Makes a wine of its own in the folder `$work`, with what wine 8 lacks: to be sourced. Sets `wine`, the command
# that runs a program. Needs Debian 12 with apt-get (and root for it).
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/../tools.sh"
system_packages wine64 wine xvfb gcc-mingw-w64-x86-64-posix

export WINEPREFIX="$work/wine" WINEDEBUG=-all WINEARCH=win64 WINEDLLOVERRIDES="mscoree=;mshtml="
wine=(xvfb-run -a wine64)
command -v wine64 >/dev/null || wine=(xvfb-run -a /usr/lib/wine/wine64)
wineserver="$(command -v wineserver || echo /usr/lib/wine/wineserver64)"
trap '"$wineserver" -k 2>/dev/null || true; rm -rf "$work"' EXIT

"${wine[@]}" wineboot -i >/dev/null 2>&1
x86_64-w64-mingw32-gcc-posix -shared -O1 -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
  "$(dirname "${BASH_SOURCE[0]}")/bcryptprimitives.c" -ladvapi32
