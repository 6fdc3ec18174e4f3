# Sets what makes two builds in two folders, by two persons, on two days the same bytes: to be
# sourced, `same_bytes.sh PROFILE`. The profile `release` is not shipped: it is built as everywhere else
# (crates with C in them are compiled anew wherever the day is set), so that nothing is compiled twice.
# shellcheck shell=bash

# The day of the release, in seconds since 1970.
SOURCE_DATE_EPOCH=$(date -u -d "$(sed -n 's/^## \[[0-9].*\] - //p' CHANGELOG.md | head -1)" +%s)
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
if [ "$1" = dist ]; then
  export SOURCE_DATE_EPOCH
  # Messages on a defect name source files: from the root of the project, and from that of the registry.
  home="${CARGO_HOME:-$HOME/.cargo}"
  # Flags apart by a control character, and in quotation marks for C: folders may have blanks in their names.
  export CARGO_ENCODED_RUSTFLAGS="--remap-path-prefix=$PWD=/allegati"$'\x1f'"--remap-path-prefix=$home=/cargo"
  export CC_SHELL_ESCAPED_FLAGS=1 CFLAGS="'-ffile-prefix-map=$PWD=/allegati' '-ffile-prefix-map=$home=/cargo'"
fi
