#!/usr/bin/env bash
# unpack.sh TARGET LABEL PACKAGE...: unpacks Debian packages that tests read or call, without installing them. Without them
# those tests are skipped, so a machine that cannot fetch them is no error.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
target="$cache/$1"
label=$2
log="$cache/log/$1.log"
shift 2
if [ -e "$target/.complete" ]; then say "$label: reused"; exit 0; fi
command -v apt-get >/dev/null || { say "$label: left out, this is not a Debian system"; exit 0; }
mkdir -p "$cache/log" "$target"
if (
  cd "$target"
  # The machine's package lists may be missing or out of date, and only root may refresh them.
  apt-get -q -o APT::Sandbox::User="$(id -un)" download "$@" ||
    { [ "$(id -u)" -eq 0 ] && apt-get -q update && apt-get -q -o APT::Sandbox::User=root download "$@"; }
  for file in *.deb; do dpkg -x "$file" . && rm -- "$file"; done
) </dev/null >"$log" 2>&1; then
  touch "$target/.complete"
  say "$label: unpacked"
else
  say "$label: could not be fetched, their tests are skipped (log: ${log#"$root"/})"
fi
