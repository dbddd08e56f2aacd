"""Random queries of an application's login: no crash, no internal error, no lost connection."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable

import pytest

from support.office import Office, journal, submit, value
from support.patience import patient

QUERIES = 10_000
# With log_error_verbosity = verbose each message in the server's log has its SQLSTATE.
_ERROR = re.compile(r"(?:ERROR|FATAL|PANIC):  ([0-9A-Z]{5}): (.*)")
# What the server says of a query that makes no sense or takes too long; class 42 is a query that was not run at all.
_ORDINARY = re.compile(r"^(?:42|22|23|0A000|57014|54|2[15]|53400|55|28|3|09|08P01|P0001|ZH)")
# The parser of PostgreSQL says so of a literal whose type nothing decides; the query is not run, and no function is called.
_PARSER = "failed to find conversion function from unknown to"


@patient
@pytest.mark.skipif(shutil.which("sqlsmith") is None, reason="sqlsmith is not installed")
def test_random_queries_of_an_application(
    office: Office, scaled: Callable[[int], int], record_figure: Callable[..., None], seed: int
) -> None:
    organization = office.organization("Smith")
    login = office.login(organization, "owner", groups=("hera_app", "hera_bi"))
    with office.database.connect(login) as connection:
        for _ in range(5):
            assert submit(connection, organization, journal())["status"] == "posted"
    for setting in ("log_error_verbosity = 'verbose'", "statement_timeout = '2s'", "lock_timeout = '1s'"):
        office.admin.execute(f"ALTER ROLE {login} SET {setting}".encode())
    log = office.database.cluster.log
    start = log.stat().st_size
    started = value(office.admin, "SELECT pg_postmaster_start_time()")
    queries = scaled(QUERIES)
    dsn = f"host={office.database.cluster.socket} dbname={office.database.name} user={login}"
    done = subprocess.run(
        [str(shutil.which("sqlsmith")), f"--target={dsn}", f"--seed={seed}", f"--max-queries={queries}", "--verbose"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    with log.open(encoding="utf-8", errors="replace") as lines:
        lines.seek(start)
        text = lines.read()
    codes = Counter(match.group(1) for match in _ERROR.finditer(text))
    strange = [
        match.group(0)
        for match in _ERROR.finditer(text)
        if not (_ORDINARY.match(match.group(1)) or match.group(2).startswith(_PARSER))
    ]
    assert done.returncode == 0, done.stderr[-2000:]
    assert f"queries: {queries}" in done.stderr or re.search(r"queries: \d+", done.stderr), done.stderr[-2000:]
    assert not re.search(r"PANIC|server process \(PID \d+\) was terminated|all server processes terminated", text)
    assert "broken connection" not in done.stderr.lower()
    assert strange == [], f"seed {seed}, {codes}"
    assert value(office.admin, "SELECT pg_postmaster_start_time()") == started
    record_figure(
        "sqlsmith: queries of an application", queries, f"queries, seed {seed}", ">= 10,000 x scale, no XX000"
    )
