#!/usr/bin/env bash
# Makes the packages into `dist/` and says their sizes: `tutto.sh [PROFILE]`, `dist` unless given.
# For Linux a Debian package and an archive with a static program; for Windows an installer and an archive to
# carry on a stick; the bill of materials; the sums. Tries them on a bare Debian and under wine.
# Needs Debian 12 with apt-get (and root for it); from nothing it takes an hour on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
profile="${1:-dist}"
. packaging/tools.sh
system_packages nsis zip

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
rm -rf dist
packaging/linux/build.sh "$profile"
packaging/linux/same.sh "$profile"
packaging/linux/try.sh dist/*.deb $(ls dist/*-linux-*.tar.gz 2>/dev/null || true)
packaging/bill.sh

program="$(packaging/windows/build.sh "$profile" | tail -1)"
mkdir -p dist/allegati
cp "$program" dist/allegati/allegati.exe
# Other profiles keep symbols, for whoever looks for a defect.
x86_64-w64-mingw32-strip dist/allegati/allegati.exe
cp LICENSE dist/allegati/LICENZA.txt
cp THIRD-PARTY.md dist/allegati/TERZE-PARTI.md
# «. .\\completamento.ps1» in the profile of PowerShell.
cp target/papers/allegati.powershell dist/allegati/completamento.ps1
# The same bytes for the same files: neither the clock nor the order of the folder.
find dist/allegati -exec touch -d 1980-01-01T00:00:00Z {} +
(cd dist && TZ=UTC zip -qX "allegati-$version-windows.zip" allegati/{LICENZA.txt,TERZE-PARTI.md,completamento.ps1,allegati.exe})
installer="$PWD/dist/allegati-$version-installa.exe"
(cd packaging/windows && makensis -V1 "-DVERSION=$version" "-DEXE=$OLDPWD/dist/allegati/allegati.exe" "-DOUT=$installer" allegati.nsi)

packaging/windows/try.sh dist/allegati/allegati.exe "$installer"
packaging/windows/pictures.sh "$installer" target/finestre
rm -rf dist/allegati
(cd dist && sha256sum -- * >SHA256SUMS)
(cd dist && stat --printf '%n: %s byte\n' -- *)
