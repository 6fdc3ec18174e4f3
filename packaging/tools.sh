# Installs tools of cargo into `target/tools`, where .ci/run keeps them: to be sourced.
# shellcheck shell=bash

tools="$PWD/target/tools"
export PATH="$tools/bin:$PATH"

# Installs a tool unless it is there: `cargo_tool NAME VERSION [OPTION…]`. Without optimisation: it is built once
# and works for a second.
cargo_tool() {
  local name="$1" version="$2"
  shift 2
  "$name" --version 2>/dev/null | grep -qF "$version" && return
  cargo install --quiet --locked --debug --root "$tools" "$name@$version" "$@"
}

# Installs packages of the system unless they are there; needs apt-get and root.
system_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
