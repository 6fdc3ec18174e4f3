#!/usr/bin/env bash
# Compiles the crate's own tests for Windows and runs them under wine: `tests.sh [OPTION OF cargo test…]`.
# Needs Debian 12 with apt-get (and root for it); from nothing it takes half an hour on two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Wine comes up once, for a session of many programs.
work="$(mktemp -d)"
. packaging/windows/wine.sh
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER="${wine[*]}"
packaging/windows/cargo.sh test --no-fail-fast --lib --test suite "$@"
