#!/usr/bin/env bash
# Runs cargo for Windows (x86_64-pc-windows-gnu): `cargo.sh COMMAND [ARGUMENT…]`.
set -euo pipefail
cd "$(dirname "$0")/../.."
. packaging/windows/tools.sh

command="$1"
shift
exec /usr/bin/cargo "$command" --locked -Z build-std=std,panic_unwind --target "$target" "$@"
