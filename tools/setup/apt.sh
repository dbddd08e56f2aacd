#!/usr/bin/env bash
# Installs the Debian packages that are missing, and only those. Argument: demo, test, faults, bench, evaluate or build.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
purpose=${1:-demo}

installed() { dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 97; fi
}

apt_install() {
  local log="$cache/log/apt.log" code=0
  mkdir -p "$cache/log"
  as_root true || die "these packages are missing and only root may install them: $*
       run: apt-get install --no-install-recommends $*"
  say "installing $* (log: .hera/log/apt.log)"
  # A third-party source that is down must not stop the packages that do not come from it.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=3 update </dev/null >"$log" 2>&1 || true
  as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -q -y -o Acquire::Retries=3 \
    -o Dpkg::Options::=--force-confold install --no-install-recommends "$@" </dev/null >>"$log" 2>&1 || code=$?
  if [ "$code" -ne 0 ]; then
    tail -n 15 "$log" >&2
    die "apt-get install failed with code $code"
  fi
}

if ! command -v dpkg-query >/dev/null; then
  pg_bindir >/dev/null || die 'this is not a Debian system and no PostgreSQL 15 to 18 was found; install it with its headers and PL/Python'
  say 'not a Debian system: packages are left to you'
  exit 0
fi

# Asking apt what there is costs half a second: not for what is installed.
want_if_there() {
  if installed "$1" || apt-cache show "$1" >/dev/null 2>&1; then wanted+=("$1"); fi
}

pg_bindir >/dev/null || apt_install postgresql
bindir=$(pg_bindir) || die 'PostgreSQL was installed but no major from 15 to 18 was found'
major=$(server_major "$bindir")

wanted=(python3 python3-venv ca-certificates build-essential dpkg-dev)
of_server=("postgresql-plpython3-$major" "postgresql-server-dev-$major")
if [ "$purpose" != build ]; then wanted+=(python3-sklearn); fi
if [ "$purpose" = test ] || [ "$purpose" = faults ] || [ "$purpose" = bench ]; then
  wanted+=(pgbouncer libtap-parser-sourcehandler-pgtap-perl)
  of_server+=("postgresql-$major-pgtap" "postgresql-$major-plpgsql-check")
fi
# A server that somebody built has what was built with it: no package fits it.
case $bindir in
  /usr/lib/postgresql/*) wanted+=("${of_server[@]}") ;;
  *) say "PostgreSQL $major in $bindir is no package: headers, PL/Python, pgTAP and plpgsql_check are left to you" ;;
esac
# Wanted, not needed: without it the tests of hera jobs install are skipped and say so.
if [ "$purpose" = test ]; then want_if_there "postgresql-$major-cron"; fi
# Wanted, not needed: without it the tests of hera backup --method pgbackrest are skipped and say so.
if [ "$purpose" = test ]; then want_if_there "pgbackrest"; fi
# Wanted, not needed: without it the test of random queries is skipped and says so.
if [ "$purpose" = test ]; then want_if_there "sqlsmith"; fi
# Wanted, not needed: without it the tests of clock jumps are skipped and say so.
if [ "$purpose" = faults ]; then want_if_there "libfaketime"; fi
missing=()
for package in "${wanted[@]}"; do installed "$package" || missing+=("$package"); done
if [ "${#missing[@]}" -gt 0 ]; then
  apt_install "${missing[@]}"
  say "PostgreSQL $major: packages installed"
else
  say "PostgreSQL $major and ${#wanted[@]} packages: reused"
fi
