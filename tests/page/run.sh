#!/usr/bin/env bash
# Drives the local page in Chromium: the whole job, keyboard, no script, two tabs, other origins,
# hostile texts, and what axe says of every page. Needs apt-get (and root for it) and Node.
set -euo pipefail
cd "$(dirname "$0")"
command -v chromium >/dev/null || {
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
}
npm ci --no-audit --no-fund --silent
npm test
