# Installs what building for Windows needs, and sets what cargo asks for: to be sourced.
# Debian 12 with apt-get (and root for it): rustup's targets are not in its archive, so the standard
# library is built from Debian's own source with the compiler that it came with.
# shellcheck shell=bash

. "$(dirname "${BASH_SOURCE[0]}")/../tools.sh"
system_packages rustc-web cargo-web rust-web-src gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix >&2

target=x86_64-pc-windows-gnu
tools=x86_64-w64-mingw32
export RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc
# `-Z build-std` is for nightly compilers, or for those who say that they know it.
export RUSTC_BOOTSTRAP=1
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target/windows}"
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER="$tools-gcc-posix"
export CC_x86_64_pc_windows_gnu="$tools-gcc-posix" CXX_x86_64_pc_windows_gnu="$tools-g++-posix"
export AR_x86_64_pc_windows_gnu="$tools-ar"
# printpdf builds a DLL of itself as well, which nobody uses: without a list of what it exports, ld
# would export more symbols than a DLL can.
export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS="-C link-arg=-Wl,--exclude-all-symbols"
