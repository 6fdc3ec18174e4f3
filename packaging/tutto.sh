#!/usr/bin/env bash
# Makes the packages into `dist/` and says their sizes: `tutto.sh [PROFILE]`, `dist` unless given.
# Today those for Windows: the installer, and an archive to carry on a stick. Tries them under wine.
# Needs Debian 12 with apt-get (and root for it); from nothing it takes half an hour on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
profile="${1:-dist}"

missing=()
for package in nsis zip; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
program="$(packaging/windows/build.sh "$profile" | tail -1)"
rm -rf dist
mkdir -p dist/allegati
cp "$program" dist/allegati/allegati.exe
# Other profiles keep symbols, for whoever looks for a defect.
x86_64-w64-mingw32-strip dist/allegati/allegati.exe
cp LICENSE dist/allegati/LICENZA.txt
cp THIRD-PARTY.md dist/allegati/TERZE-PARTI.md
# The same bytes for the same files: neither the clock nor the order of the folder.
find dist/allegati -exec touch -d 1980-01-01T00:00:00Z {} +
(cd dist && TZ=UTC zip -qX "allegati-$version-windows.zip" allegati/LICENZA.txt allegati/TERZE-PARTI.md allegati/allegati.exe)
installer="$PWD/dist/allegati-$version-installa.exe"
(cd packaging/windows && makensis -V1 -DVERSION="$version" -DEXE="$OLDPWD/dist/allegati/allegati.exe" -DOUT="$installer" allegati.nsi)

packaging/windows/try.sh dist/allegati/allegati.exe "$installer"
rm -rf dist/allegati
(cd dist && sha256sum -- * >SHA256SUMS)
(cd dist && stat --printf '%n: %s byte\n' -- *)
