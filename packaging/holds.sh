# What a trial of a package counts: to be sourced, with the folder `$work`.
# shellcheck shell=bash

passed=0
failed=0
# Says what was tried: `holds WORDS COMMAND…`.
holds() {
  local words="$1"
  shift
  if "$@" >"$work/said" 2>&1; then
    passed=$((passed + 1))
    echo "a posto: $words"
  else
    failed=$((failed + 1))
    echo "guasto: $words"
    sed 's/^/    /' "$work/said" | head -30
  fi
}
