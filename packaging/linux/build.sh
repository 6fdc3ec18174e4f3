#!/usr/bin/env bash
# Builds the program for Linux and its Debian package into `dist/`; with the profile `dist`, which is
# the usual one, also an archive with a static program: `build.sh [PROFILE]`. Prints the paths of what it made.
# Needs apt-get (and root for it) and a Rust toolchain; without rustup the static program is left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
profile="${1:-dist}"
. packaging/tools.sh
. packaging/linux/same_bytes.sh "$profile"

cargo_tool cargo-deb 3.8.0
system_packages dpkg-dev >&2
mkdir -p dist

cargo build --quiet --locked --profile "$profile" --bin allegati
program="$CARGO_TARGET_DIR/$profile/allegati"
papers="$PWD/target/papers"
rm -rf "$papers" dist/*.deb
python3 packaging/linux/papers.py "$papers"
"$program" completamento man >"$papers/allegati.1"
for shell in bash zsh fish powershell; do
  "$program" completamento "$shell" >"$papers/allegati.$shell"
done
SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" cargo deb --quiet --no-build --profile "$profile" --output dist/
ls "$PWD"/dist/*.deb

# A program without libraries of the system runs on every Linux, however old or small.
[ "$profile" = dist ] || exit 0
system_packages musl-tools >&2
if command -v rustup >/dev/null && timeout 300 rustup --quiet target add x86_64-unknown-linux-musl; then
  export CC_x86_64_unknown_linux_musl=musl-gcc
  cargo build --quiet --locked --profile "$profile" --bin allegati --target x86_64-unknown-linux-musl
  version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
  archive="$PWD/dist/allegati-$version-linux-x86_64.tar.gz"
  folder="$papers/allegati-$version"
  mkdir -p "$folder"
  cp "$CARGO_TARGET_DIR/x86_64-unknown-linux-musl/$profile/allegati" "$papers"/allegati.{1,bash,zsh,fish} "$folder"
  cp LICENSE "$folder/LICENZA.txt"
  cp THIRD-PARTY.md "$folder/TERZE-PARTI.md"
  tar -C "$papers" --sort=name --mtime=@"$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -c "allegati-$version" | gzip -9n >"$archive"
  echo "$archive"
fi
