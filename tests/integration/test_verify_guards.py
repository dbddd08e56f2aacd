"""hera.verify names every guard that was dropped, disabled or weakened, on tables and on partitions alike."""

from __future__ import annotations

import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from hera.cli.main import cli
from support.databases import Connection, Database
from support.guards import KINDS, Weakening, weakenings
from support.office import Office

# What the server itself refuses: something else stands on the guard, it is inherited, or has no such state.
REFUSED = {"2BP01", "42P16", "0A000", "42809", "42P17", "55000", "42939", "42704", "23514"}


def findings(connection: Connection, since: bool = False) -> str:
    function = "verify_since" if since else "verify"
    rows = connection.execute(f"SELECT check_name, detail FROM hera.{function}() WHERE NOT ok".encode()).fetchall()
    return "\n".join(f"{name}: {detail}" for name, detail in rows)


def missed(connection: Connection, weakening: Weakening) -> str | None:
    """What is wrong with verify's answer to a weakened guard, if anything; refused where the server refuses it."""
    with connection.transaction(force_rollback=True):
        try:
            connection.execute(weakening.statement.encode())
        except psycopg.Error as error:
            # For a constraint that a partition has from its parent the server has no code of its own (XX000).
            if error.sqlstate in REFUSED or "is derived from constraint" in (error.diag.message_detail or ""):
                return "refused"
            raise AssertionError(f"{weakening}: {weakening.statement}: {error}") from error
        try:
            # Both look at every guard; every second weakening is shown to the one that reads less of the books.
            found = findings(connection, since=zlib.crc32(str(weakening).encode()) % 2 == 1)
        except psycopg.Error as error:
            return f"{weakening} ({weakening.statement}): {error}"
    if weakening.named not in found:
        return f"{weakening} ({weakening.statement}): {found or 'nothing found'}"
    return None


def sample(all_of_them: list[Weakening], choose: random.Random, wanted: int) -> list[Weakening]:
    """Some of every way."""
    ways: dict[str, list[Weakening]] = defaultdict(list)
    for weakening in all_of_them:
        ways[weakening.way].append(weakening)
    return [w for found in ways.values() for w in choose.sample(found, min(len(found), max(1, wanted // len(ways))))]


def outcomes_of(office: Office, chosen: list[Weakening], other: Database | None) -> list[str | None]:
    """What verify missed of each; where they are many, a second database takes half of them."""
    if other is None:
        return [missed(office.admin, weakening) for weakening in chosen]
    with other.connect() as admin, ThreadPoolExecutor(2) as pool:
        halves = [
            pool.submit(
                lambda connection, part: [missed(connection, weakening) for weakening in part], connection, part
            )
            for connection, part in ((office.admin, chosen[::2]), (admin, chosen[1::2]))
        ]
        even, odd = (half.result() for half in halves)
    return [outcome for pair in zip_longest(even, odd) for outcome in pair][: len(chosen)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_weakened_guard_is_named(
    office: Office,
    template: str,
    new_database: Callable[[str], Database],
    kind: str,
    rng: random.Random,
    scaled: Callable[[int], int],
    record_figure: Callable[..., None],
) -> None:
    everything = weakenings(office.admin, kind)
    assert everything
    chosen = everything if scaled(100) == 100 else sample(everything, rng, 8)
    assert findings(office.admin) == ""
    outcomes = outcomes_of(office, chosen, new_database(template) if len(chosen) > 200 else None)
    refused = Counter(w.way for w, outcome in zip(chosen, outcomes, strict=True) if outcome == "refused")
    wrong = [outcome for outcome in outcomes if outcome not in (None, "refused")]
    assert not wrong, f"{len(wrong)} of {len(chosen)}:\n" + "\n".join(str(text) for text in wrong[:20])
    assert findings(office.admin) == ""
    record_figure(f"weakened guards of kind {kind} named by verify", len(chosen) - refused.total(), "of them", "all")
    record_figure(f"weakenings of kind {kind} that the server refuses", refused.total(), "", "")


def test_the_runbook_knows_every_check(office: Office, checkout: Path) -> None:
    text = (checkout / "docs" / "verify.md").read_text(encoding="utf-8")
    rows = office.admin.execute(
        "SELECT check_name FROM hera.verify() UNION SELECT check_name FROM hera.verify_since()"
    ).fetchall()
    missing = [
        name
        for (name,) in rows
        if f"| {name} |" not in text and f"| {name}, " not in text and f", {name} |" not in text
    ]
    assert missing == []


def test_what_hera_itself_adds_is_no_finding(office: Office) -> None:
    with office.admin.transaction(force_rollback=True):
        office.admin.execute("SET LOCAL ROLE hera_owner")
        office.admin.execute("SELECT hera_internal.extend_register_pool(3)")
        office.admin.execute("SELECT * FROM hera_internal.make_partitions((current_date + interval '3 years')::date)")
        office.admin.execute("RESET ROLE")
        assert findings(office.admin) == ""
        office.admin.execute("CREATE INDEX mine ON hera_internal.settlement (settled_created_at)")
        office.admin.execute("ALTER TABLE hera_internal.settlement ADD CONSTRAINT mine CHECK (amount <> 666)")
        assert findings(office.admin) == ""


def test_the_tool_exits_with_3_and_names_the_guard(office: Office) -> None:
    office.admin.execute("ALTER TABLE hera_internal.reversal ENABLE TRIGGER reversal_guard")
    try:
        done = CliRunner().invoke(cli, ["--dsn", office.database.dsn, "verify", "--failed"])
    finally:
        office.admin.execute("ALTER TABLE hera_internal.reversal ENABLE ALWAYS TRIGGER reversal_guard")
    assert done.exit_code == 3
    assert "reversal_guard" in done.output
    done = CliRunner().invoke(cli, ["--dsn", office.database.dsn, "verify"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("function", ["hera.verify(uuid)", "hera_internal.member_source()"])
def test_the_tool_holds_the_checks_themselves_against_its_bundle(office: Office, function: str) -> None:
    """A database whose own checks were replaced cannot vouch for itself."""
    change = "UPDATE pg_proc SET prosrc = {} WHERE oid = %s::regprocedure"
    body = office.admin.execute("SELECT prosrc FROM pg_proc WHERE oid = %s::regprocedure", [function]).fetchone()
    assert body is not None
    quiet = " BEGIN RETURN QUERY SELECT 'all is well', true, NULL::text; END "
    office.admin.execute(change.format("%s").encode(), [quiet if "verify" in function else body[0] + " ", function])
    try:
        done = CliRunner().invoke(cli, ["--dsn", office.database.dsn, "verify", "--failed"])
    finally:
        office.admin.execute(change.format("%s").encode(), [body[0], function])
    assert done.exit_code == 3
    assert function.split("(")[0] in done.output
    assert findings(office.admin) == ""
