#!/usr/bin/env bash
# Makes pgvector available: the one of the system, else the distribution's package, else a build of the Debian source
# package of a newer suite, staged beside the private server so that nothing is written outside the tree.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
minimum=0.8.0   # iterative index scans

pg_config=$(pg_config_path) || die 'pg_config of the server is missing: install the postgresql-server-dev package'
bindir=$(pg_bindir)
major=$(server_major "$bindir")
stage="$(server_home)/pgroot"
share=$("$pg_config" --sharedir)

version_in() { sed -n "s/^default_version *= *'\(.*\)'.*/\1/p" "$1/extension/vector.control" 2>/dev/null; }
enough() { [ -n "$1" ] && [ "$(printf '%s\n%s\n' "$minimum" "$1" | sort -V | head -n 1)" = "$minimum" ]; }

for place in "$share" "$stage$share"; do
  found=$(version_in "$place" || true)
  if enough "$found"; then say "pgvector $found in $place: reused"; exit 0; fi
done

package="postgresql-$major-pgvector"
candidate=$(apt-cache policy "$package" 2>/dev/null | sed -n 's/^ *Candidate: \([0-9.]*\).*/\1/p' || true)
if enough "$candidate"; then
  if [ "$(id -u)" -eq 0 ]; then run=(); else run=(sudo -n); fi
  if "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$package" \
    </dev/null >/dev/null 2>&1; then
    say "pgvector $candidate: installed from the distribution"
    exit 0
  fi
fi

# The mirror and keyring this machine already uses for its own Debian packages.
debian_mirror() {
  local codename; codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  {
    find /etc/apt -maxdepth 2 \( -name '*.sources' -o -name '*.list' \) -exec cat {} + 2>/dev/null
  } | awk -v suite="$codename" '
    function done() { if (uri != "" && hit) { print uri; exit } uri = ""; hit = 0 }
    /^[ \t]*#/ { next }
    /^[ \t]*$/ { done(); next }
    /^Types:/ { done() }
    /^URIs:/ { uri = $2 }
    /^Suites:/ { for (i = 2; i <= NF; i++) if ($i == suite) hit = 1 }
    /^deb(-src)?[ \t]/ { done(); line = $0; gsub(/\[[^]]*\]/, "", line); n = split(line, part, /[ \t]+/);
                         if (part[3] == suite) { print part[2]; exit } }
    END { done() }' | head -n 1
}

apt_setup() {
  local keyring suite=$1 mirror=$2
  for keyring in /usr/share/keyrings/debian-archive-keyring.{gpg,pgp,asc}; do [ -r "$keyring" ] && break; done
  [ -r "$keyring" ] || die 'the Debian archive keyring is missing: install debian-archive-keyring'
  mkdir -p "$cache/apt/state/lists/partial" "$cache/apt/cache/archives/partial"
  cat >"$cache/apt/apt.conf" <<CONF
Dir::State "$cache/apt/state";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "$cache/apt/cache";
Dir::Etc::sourcelist "$cache/apt/sources.list";
Dir::Etc::sourceparts "-";
APT::Sandbox::User "$(id -un)";
Acquire::Retries "3";
CONF
  printf 'deb-src [signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$suite" >"$cache/apt/sources.list"
}

mirror=$(debian_mirror)
[ -n "$mirror" ] || die "pgvector $minimum is not available and no Debian source is configured in /etc/apt: install pgvector yourself"
mkdir -p "$cache/src" "$cache/log"
log="$cache/log/pgvector.log"
: >"$log"
export APT_CONFIG="$cache/apt/apt.conf" DEBIAN_FRONTEND=noninteractive
source=''
for suite in trixie sid; do
  say "pgvector: fetching the Debian source package of $suite"
  apt_setup "$suite" "$mirror"
  rm -rf "$cache/src"/pgvector*
  if apt-get -q update </dev/null >>"$log" 2>&1 &&
    (cd "$cache/src" && apt-get -q source --only-source pgvector </dev/null >>"$log" 2>&1); then
    source=$(find "$cache/src" -maxdepth 1 -type d -name 'pgvector-*' | head -n 1)
    [ -n "$source" ] && break
  fi
done
[ -n "$source" ] || { tail -n 15 "$log" >&2; die 'the pgvector source package could not be fetched (log: .hera/log/pgvector.log)'; }

say "pgvector: compiling ${source##*/} for PostgreSQL $major"
# No processor-specific flags: the staged library must also run where the tree is copied to.
if ! make -C "$source" -j"$(nproc)" PG_CONFIG="$pg_config" OPTFLAGS='' with_llvm=no </dev/null >>"$log" 2>&1 ||
  ! make -C "$source" install DESTDIR="$stage" PG_CONFIG="$pg_config" OPTFLAGS='' with_llvm=no </dev/null >>"$log" 2>&1; then
  tail -n 15 "$log" >&2
  die 'pgvector did not compile (log: .hera/log/pgvector.log)'
fi
say "pgvector $(version_in "$stage$share"): staged in $stage"
