"""Runs pgspot on generated scripts.

pgspot reads bodies with a parser that knows no catalog: a variable of a composite type or a CASE in a DECLARE ends it
with a syntax error and then nothing is judged. Such a body is left to plpgsql_check, which the tests run on every
function; all else of the statement (definer rights, search path, ownership) is still judged here.

The schema of pgvector is only known to the database, so the script holds a token in its place, and the installation puts
the name there. It is a schema of a trusted extension; pgspot judges the path without it.

A named expression of hera_internal has no path of its own, because the planner inlines it into a caller that pins one (a
test holds them to that). It is judged on that path.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from pglast.parser import ParseError
from pgspot import cli, visitors

_TOKEN = ', "@vector_schema@"'
_EXPRESSION = re.compile(
    r"^(CREATE FUNCTION hera_internal\.\w+\((?:(?!^AS |^CREATE ).)*?\)\nRETURNS [^\n]+\nLANGUAGE sql\n"
    r"(?:IMMUTABLE|STABLE) PARALLEL SAFE\n)(?=AS \$function\$)",
    re.MULTILINE | re.DOTALL,
)
_visit = visitors.visit_plpgsql
_seen = 0
_left: list[str] = []


def _visit_if_readable(state: Any, node: Any) -> None:
    global _seen
    _seen += 1
    try:
        _visit(state, node)
    except ParseError as error:
        _left.append(str(error))


def main(script: Path, options: list[str]) -> int:
    """Exit code of pgspot: 0 only without errors and warnings."""
    visitors.visit_plpgsql = _visit_if_readable
    code = 0
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as judged:
        text = script.read_text(encoding="utf-8").replace(_TOKEN, "")
        judged.write(_EXPRESSION.sub(r"\1SET search_path = pg_catalog, pg_temp\n", text))
        judged.flush()
        sys.argv = ["pgspot", *options, judged.name]
        try:
            cli.run()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    print(f"{_seen - len(_left)} of {_seen} bodies read")
    # A parser that suddenly reads little means that this check has lost its worth.
    if len(_left) * 2 > _seen:
        print("\n".join(sorted(set(_left))))
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
