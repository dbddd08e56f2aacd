#!/usr/bin/env bash
# Makes .venv (the tool and, for tests, the development packages) or .venv-lint. Argument: demo, test, evaluate or lint.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"
purpose=${1:-demo}

python=''
for candidate in /usr/bin/python3 "$(command -v python3 || true)"; do
  if [ -x "$candidate" ] && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
[ -n "$python" ] || die 'Python 3.11 or newer with venv is needed: install python3-venv'

case "$purpose" in
  lint) venv="$root/.venv-lint"; what=("--group" lint) ;;
  test) venv="$root/.venv"; what=(-e "$root" "--group" dev) ;;
  evaluate) venv="$root/.venv"; what=(-e "$root" "--group" dev "--group" evaluate) ;;
  *) venv="$root/.venv"; what=(-e "$root") ;;
esac
# The dependencies and the interpreter decide whether an environment is current; the tests' set contains the demo's, and
# what the evaluation adds stays beside it.
wanted="$(sha256sum <"$root/pyproject.toml" | cut -c1-16) $root $("$python" -c 'import sys; print(sys.version.split()[0])')"
stamp="$venv/.hera-$purpose"
if [ -x "$venv/bin/python" ] && { [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] ||
  { [ "$purpose" = demo ] && [ "$(cat "$venv/.hera-test" 2>/dev/null)" = "$wanted" ]; }; }; then
  say "${venv##*/}: reused"
  exit 0
fi

mkdir -p "$cache/log"
log="$cache/log/${venv##*/}.log"
say "${venv##*/}: installing (log: .hera/log/${venv##*/}.log)"
{
  [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' || { rm -rf "$venv" && "$python" -m venv "$venv"; }
  cd "$root"
  # Dependency groups need a newer pip than Debian 12 brings.
  "$venv/bin/python" -m pip install --no-input --quiet 'pip>=25.1'
  "$venv/bin/python" -m pip install --no-input --quiet "${what[@]}"
} </dev/null >"$log" 2>&1 || { tail -n 15 "$log" >&2; die "pip failed for ${venv##*/}"; }
printf '%s' "$wanted" >"$stamp"
