#!/usr/bin/env bash
# Checks that the program compiles for Windows: by the target of rustup where that can be had, or else by
# Debian's compiler, which checks the standard library first.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/tools.sh

target=x86_64-pc-windows-gnu
if command -v rustup >/dev/null && timeout 300 rustup --quiet target add "$target"; then
  # Some crates compile C.
  system_packages gcc-mingw-w64-x86-64-posix
  export CC_x86_64_pc_windows_gnu=x86_64-w64-mingw32-gcc-posix AR_x86_64_pc_windows_gnu=x86_64-w64-mingw32-ar
  cargo check --quiet --locked --target "$target"
else
  packaging/windows/cargo.sh check --quiet
fi
