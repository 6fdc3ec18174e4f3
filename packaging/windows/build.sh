#!/usr/bin/env bash
# Builds allegati.exe with icon, manifest and version: `build.sh [PROFILE]`, `dist` unless given.
# Prints the path of the program.
set -euo pipefail
cd "$(dirname "$0")/../.."
profile="${1:-dist}"

. packaging/windows/tools.sh
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
resources="$CARGO_TARGET_DIR/resources.o"
mkdir -p "$CARGO_TARGET_DIR"
(cd packaging/windows && x86_64-w64-mingw32-windres \
  -DVERSION="\\\"$version\\\"" -DNUMBERS="${version//./,},0" allegati.rc -O coff -o "$resources")
packaging/windows/cargo.sh rustc --profile "$profile" --bin allegati -- -C "link-arg=$resources"
echo "$CARGO_TARGET_DIR/x86_64-pc-windows-gnu/$profile/allegati.exe"
