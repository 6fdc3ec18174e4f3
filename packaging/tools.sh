# Installs what packaging needs, unless it is there: to be sourced.
# shellcheck shell=bash

# Installs a tool of cargo: `cargo_tool NAME VERSION [OPTION…]`. Without optimisation: it is built once,
# and works for a second.
cargo_tool() {
  local name="$1" version="$2"
  shift 2
  grep -qsF "\"$name $version " "${CARGO_HOME:-$HOME/.cargo}/.crates.toml" && return
  cargo install --quiet --locked --debug "$name@$version" "$@"
}

# Installs packages of the system; needs apt-get and root.
system_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
