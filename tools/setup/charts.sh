#!/usr/bin/env bash
# Unpacks, without installing them, the Debian packages whose charts of accounts the tests import. Without them those
# tests are skipped, so a machine that cannot fetch them is no error.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
packages=(gnucash-common ledgersmb)
target="$cache/charts"
log="$cache/log/charts.log"
if [ -e "$target/.complete" ]; then say 'charts of GnuCash and LedgerSMB: reused'; exit 0; fi
command -v apt-get >/dev/null || { say 'charts of GnuCash and LedgerSMB: left out, this is not a Debian system'; exit 0; }
mkdir -p "$cache/log" "$target"
if (
  cd "$target"
  # The machine's package lists may be missing or out of date, and only root may refresh them.
  apt-get -q -o APT::Sandbox::User="$(id -un)" download "${packages[@]}" ||
    { [ "$(id -u)" -eq 0 ] && apt-get -q update && apt-get -q -o APT::Sandbox::User=root download "${packages[@]}"; }
  for file in *.deb; do dpkg -x "$file" . && rm -- "$file"; done
) </dev/null >"$log" 2>&1; then
  touch "$target/.complete"
  say 'charts of GnuCash and LedgerSMB: unpacked'
else
  say 'charts of GnuCash and LedgerSMB: could not be fetched, their tests are skipped (log: .hera/log/charts.log)'
fi
