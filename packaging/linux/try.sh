#!/usr/bin/env bash
# Tries the Debian package, and the archive with the static program if it is given: `try.sh DEB [ARCHIVE]`.
# Judges of Debian and of the desktops read it; then it is installed, used and removed on a bare Debian
# made by debootstrap. Needs Debian with apt-get, and root. Works in a folder of its own that is removed.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/tools.sh
package="$(realpath "$1")"
archive="${2:+$(realpath "$2")}"
system_packages lintian debootstrap desktop-file-utils appstream shared-mime-info man-db

work="$(mktemp -d)"
root="$work/root"
trap 'rm -rf --one-file-system "$work"' EXIT
. packaging/holds.sh
# Runs a command on the bare system, as a person's account there would.
inside() { LC_ALL=C.UTF-8 HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" "$@"; }

holds "lintian" lintian --fail-on error,warning --allow-root "$package"
dpkg-deb -x "$package" "$work/tree"
holds "il manuale" man --warnings=w -l "$work/tree/usr/share/man/man1/allegati.1.gz"
holds "il manuale non ha avvisi" test -z "$(man --warnings=w -E UTF-8 -l "$work/tree/usr/share/man/man1/allegati.1.gz" 2>&1 >/dev/null)"
holds "il menu" desktop-file-validate "$work/tree/usr/share/applications/allegati.desktop"
holds "i dati AppStream" appstreamcli validate --no-net --pedantic "$work/tree/usr/share/metainfo/io.github.allegati.allegati.metainfo.xml"
holds "i tipi di file" update-mime-database "$work/tree/usr/share/mime"
holds "i tipi di file: il piano" grep -q 'piano-\*.yaml' "$work/tree/usr/share/mime/globs2"
holds "il completamento di bash" bash -n "$work/tree/usr/share/bash-completion/completions/allegati"

. /etc/os-release
# The mirror that apt uses: with the proxies and keys of this machine it is the one that answers.
mirror="$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -om1 'https\?://[^ ]*/debian/\?\( \|$\)' || true)"
mirror="${mirror:-http://deb.debian.org/debian}"
holds "un sistema nudo: Debian $VERSION_CODENAME" debootstrap --variant=minbase "$VERSION_CODENAME" "$root" "${mirror// /}"
cp "$package" "$root/root/allegati.deb"
cp inputs/piano-obiettivi-2020-2022.yaml "$root/root/"
find "$root" -path "$root/var" -prune -o -path "$root/proc" -prune -o -print | sort >"$work/before"
holds "si installa, senza altri pacchetti" inside dpkg -i /root/allegati.deb
holds "genera il piano di riferimento" inside sh -c 'cd /root && allegati genera piano-obiettivi-2020-2022.yaml'
for file in output/*; do
  holds "gli stessi byte: $(basename "$file")" cmp "$file" "$root/root/$file"
done
holds "controlla" inside allegati controlla /root/piano-obiettivi-2020-2022.yaml
holds "verifica" inside allegati verifica /root/output /root/output/piano-obiettivi-2020-2022.pdf
if [ -n "$archive" ]; then
  tar -C "$root/root" -xzf "$archive"
  rm -r "$root/root/output"
  # Neither the loader nor a library of the system is left for it.
  mkdir "$work/bare"
  cp "$root"/root/allegati-*/allegati "$root/root/piano-obiettivi-2020-2022.yaml" "$work/bare/"
  holds "il programma statico, in una cartella vuota" chroot "$work/bare" /allegati genera /piano-obiettivi-2020-2022.yaml --uscita /output
  for file in output/*; do
    holds "il programma statico, gli stessi byte: $(basename "$file")" cmp "$file" "$work/bare/$file"
  done
fi
rm -rf "$root"/root/output "$root"/root/allegati-*
holds "si toglie" inside dpkg --purge allegati
find "$root" -path "$root/var" -prune -o -path "$root/proc" -prune -o -print | sort >"$work/after"
holds "non lascia traccia" diff "$work/before" "$work/after"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
