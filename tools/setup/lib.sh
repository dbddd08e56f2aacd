# Shared by the set-up scripts and by tools/pg_ctl. Sourced, never run. Writes to standard error only.
# shellcheck shell=bash

umask 022
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
cache="$root/.hera"

say() { printf 'setup: %s\n' "$*" >&2; }
die() { printf 'setup: error: %s\n' "$*" >&2; exit 1; }

# The operating system account that runs the server: PostgreSQL refuses uid 0.
server_user() {
  if [ "$(id -u)" -ne 0 ]; then id -un
  elif [ -n "${HERA_SERVER_USER:-}" ]; then printf '%s\n' "$HERA_SERVER_USER"
  elif getent passwd postgres >/dev/null; then echo postgres
  else echo nobody; fi
}

# Runs a command as the server's account, in / because the caller's directory may be closed to it.
as_server_user() {
  if [ "$(id -u)" -ne 0 ]; then "$@"; return; fi
  local user; user=$(server_user)
  (cd / && setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups "$@")
}

# Where the server's files live: .hera of the checkout, or a private directory outside it when the server's
# account cannot reach the checkout (a checkout under /root, for example).
server_home() {
  if [ -n "${HERA_HOME:-}" ]; then printf '%s\n' "$HERA_HOME"; return; fi
  if [ "$(id -u)" -eq 0 ] && getent passwd "$(server_user)" >/dev/null && ! as_server_user test -x "$root"; then
    local place; place=/var/tmp/hera-0-$(printf %s "$root" | sha256sum | cut -c1-8)
    # The server loads code from there: nobody else may have made it first.
    mkdir -m 0755 -- "$place" 2>/dev/null || true
    if [ -L "$place" ] || [ "$(stat -c '%u %a' -- "$place")" != '0 755' ]; then
      die "$place belongs to another user: remove it, or set HERA_HOME to a directory of yours"
    fi
    printf '%s\n' "$place"
  else
    printf '%s\n' "$cache"
  fi
}

server_major() { "$1/postgres" --version | sed -n 's/^postgres (PostgreSQL) \([0-9]*\).*/\1/p'; }

usable_bindir() {
  local major
  [ -x "$1/postgres" ] && [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] || return 1
  major=$(server_major "$1")
  [ "${major:-0}" -ge 15 ] && [ "$major" -le 18 ]
}

# Prints the directory of the server programs: PG_CONFIG, else the major of an existing data directory, else the
# highest of 18 to 15 in Debian's places, else what PATH has. Fails quietly when there is none.
pg_bindir() {
  local dir major have
  if [ -n "${PG_CONFIG:-}" ]; then
    dir=$("$PG_CONFIG" --bindir) && usable_bindir "$dir" && printf '%s\n' "$dir"
    return
  fi
  have=$(cat "$(server_home)/pg/PG_VERSION" 2>/dev/null || true)
  for major in ${have:-} 18 17 16 15; do
    dir=/usr/lib/postgresql/$major/bin
    if usable_bindir "$dir"; then printf '%s\n' "$dir"; return; fi
  done
  for dir in "$(command -v postgres 2>/dev/null || true)" "$(command -v pg_config 2>/dev/null || true)"; do
    case "$dir" in
      '') continue ;;
      */pg_config) dir=$("$dir" --bindir) ;;
      *) dir=$(dirname -- "$(readlink -f -- "$dir")") ;;
    esac
    if usable_bindir "$dir"; then printf '%s\n' "$dir"; return; fi
  done
  return 1
}

# pg_config of the server in use; the server-dev package brings it.
pg_config_path() {
  local bindir; bindir=$(pg_bindir) || return 1
  if [ -n "${PG_CONFIG:-}" ]; then printf '%s\n' "$PG_CONFIG"
  elif [ -x "$bindir/pg_config" ]; then printf '%s\n' "$bindir/pg_config"
  else return 1; fi
}
