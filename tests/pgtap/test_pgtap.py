"""Every tests/pgtap/<capability>/<name>.sql is one test."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from support.databases import Connection
from support.pgtap import run_file

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.sql"))


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(HERE).with_suffix("")) for path in FILES])
def test_pgtap(db: Connection, path: Path) -> None:
    """The file's plan holds and no assertion fails."""
    try:
        problems = run_file(db, path).problems()
    except psycopg.Error as error:
        problems = [f"{error.sqlstate}: {error}"]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)
