#!/usr/bin/env bash
# The browser and the database server that the tests use, from Debian's packages, when missing.
set -euo pipefail
need=()
command -v chromium >/dev/null || need+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need+=(postgresql)
if [ ${#need[@]} -gt 0 ]; then
  echo "  … Installing for the tests: ${need[*]}"
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Please install ${need[*]} (the tests use the real ones), then run make test again."
    exit 1
  fi
  log=$(mktemp)
  export DEBIAN_FRONTEND=noninteractive
  if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${need[@]}" fonts-dejavu-core; } >"$log" 2>&1; then
    tail -20 "$log"
    echo "Installing ${need[*]} failed. What to do: run 'apt-get install ${need[*]}' by hand and see why."
    exit 1
  fi
fi
