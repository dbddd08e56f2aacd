"""hera.verify names every guard that was dropped, disabled or weakened, on tables and on partitions alike."""

from __future__ import annotations

import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
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

# So many guards are weak at once. A check shows its first twenty findings.
TOGETHER = 8


def findings(connection: Connection, since: bool = False) -> str:
    function = "verify_since" if since else "verify"
    rows = connection.execute(f"SELECT check_name, detail FROM hera.{function}() WHERE NOT ok".encode()).fetchall()
    return "\n".join(f"{name}: {detail}" for name, detail in rows)


def weaken(connection: Connection, weakening: Weakening) -> str | None:
    """Why it did not happen: the server refuses it, or the statement is wrong."""
    try:
        with connection.transaction():
            connection.execute(weakening.statement.encode())
    except psycopg.Error as error:
        # For a constraint that a partition has from its parent the server has no code of its own (XX000).
        if error.sqlstate in REFUSED or "is derived from constraint" in (error.diag.message_detail or ""):
            return "refused"
        return f"{weakening}: {weakening.statement}: {error}"
    return None


def missed(connection: Connection, weakenings: Sequence[Weakening]) -> dict[Weakening, str]:
    """Those of some weakenings at once that verify does not name, and what it says instead, or why they did not happen."""
    with connection.transaction(force_rollback=True):
        tried = {weakening: weaken(connection, weakening) for weakening in weakenings}
        outcomes = {weakening: why for weakening, why in tried.items() if why is not None}
        try:
            # Both look at every guard; every second weakening is shown to the one that reads less of the books.
            found = findings(connection, since=zlib.crc32(str(weakenings[0]).encode()) % 2 == 1)
        except psycopg.Error as error:
            found = str(error)
    for weakening in weakenings:
        if weakening not in outcomes and weakening.named not in found:
            outcomes[weakening] = f"{weakening} ({weakening.statement}): {found or 'nothing found'}"
    return outcomes


def apart(one: Weakening, other: Weakening) -> bool:
    """Whether what verify says of one cannot be taken for the other, and neither takes other guards along."""
    return (
        "drop" not in one.way + other.way
        and one.named not in other.named + other.statement
        and other.named not in one.named + one.statement
    )


def together(chosen: list[Weakening]) -> list[list[Weakening]]:
    """Groups of what is shown to verify at once."""
    groups: list[list[Weakening]] = []
    for weakening in sorted(chosen, key=lambda w: zlib.crc32(str(w).encode())):
        for group in groups[-40:]:
            if len(group) < TOGETHER and all(apart(weakening, one) for one in group):
                group.append(weakening)
                break
        else:
            groups.append([weakening])
    return groups


def outcomes_of_groups(connection: Connection, groups: list[list[Weakening]]) -> dict[Weakening, str]:
    """What verify misses when several guards are weak is shown to it again, one by one."""
    outcomes: dict[Weakening, str] = {}
    for group in groups:
        for weakening, outcome in missed(connection, group).items():
            alone = outcome == "refused" or len(group) == 1
            outcomes.update({weakening: outcome} if alone else missed(connection, [weakening]))
    return outcomes


def sample(all_of_them: list[Weakening], choose: random.Random, wanted: int) -> list[Weakening]:
    """Some of every way."""
    ways: dict[str, list[Weakening]] = defaultdict(list)
    for weakening in all_of_them:
        ways[weakening.way].append(weakening)
    return [w for found in ways.values() for w in choose.sample(found, min(len(found), max(1, wanted // len(ways))))]


def outcomes_of(office: Office, chosen: list[Weakening], other: Database | None) -> dict[Weakening, str]:
    """What verify missed when several are weak at once; where they are many, a second database takes half of them."""
    groups = together(chosen)
    if other is None:
        return outcomes_of_groups(office.admin, groups)
    with other.connect() as admin, ThreadPoolExecutor(2) as pool:
        halves = [
            pool.submit(outcomes_of_groups, connection, part)
            for connection, part in ((office.admin, groups[::2]), (admin, groups[1::2]))
        ]
        return {weakening: outcome for half in halves for weakening, outcome in half.result().items()}


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
    refused = Counter(weakening.way for weakening, outcome in outcomes.items() if outcome == "refused")
    wrong = [outcome for outcome in outcomes.values() if outcome != "refused"]
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
