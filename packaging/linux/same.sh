#!/usr/bin/env bash
# Builds the program once more, in another folder, and holds the bytes of both against each other:
# `same.sh [PROFILE]`, `dist` unless given. The first is the one that build.sh made.
set -euo pipefail
cd "$(dirname "$0")/../.."
profile="${1:-dist}"
first="${CARGO_TARGET_DIR:-$PWD/target}/$profile/allegati"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/altra cartella"
git ls-files -z | xargs -0 cp --parents -t "$work/altra cartella"
cd "$work/altra cartella"
unset CARGO_TARGET_DIR
. packaging/linux/same_bytes.sh "$profile"
cargo build --quiet --locked --profile "$profile" --bin allegati
cmp "$first" "$CARGO_TARGET_DIR/$profile/allegati"
echo "gli stessi byte: $(sha256sum "$first" | cut -d' ' -f1)"
