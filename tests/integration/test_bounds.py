"""Bounds of inputs: bytes as they are unpacked, depth, digits, unknown fields, and what patterns of users may cost."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, faults, journal, refused, submit, submit_batch, value


def nested(depth: int, inner: Any = 1) -> Any:
    return inner if depth == 0 else {"a": nested(depth - 1, inner)}


def test_metadata_have_a_depth_and_digits(office: Office) -> None:
    organization = office.organization("Depth")
    caller = office.connect(office.login(organization))
    assert submit(caller, organization, journal(metadata=nested(32)))["status"] == "posted"
    assert submit(caller, organization, journal(metadata={"n": [10**40, -(10**40), 0, 1e-40]}))["status"] == "posted"
    for metadata in (nested(33), nested(32, [1]), {"n": 10**40 + 1}, {"n": [[-(10**41)]]}, {"n": 1e-41}):
        outcome = submit(caller, organization, journal(metadata=metadata))
        assert faults(outcome) == [("VAL_017", "metadata")], metadata
    with refused("ZHV17"):
        query = "SELECT hera.create_entity(%s, 'shop', 'c', 'n', p_metadata => %s)"
        value(caller, query, [organization, Jsonb(nested(33))])
    # The same for the body of a key that is known, of which digests are made.
    submit(caller, organization, journal(idempotency_key="k"))
    wild = json.dumps(journal(idempotency_key="k"))[:-1] + ', "metadata": {"n": 1e131071}}'
    outcome = value(caller, "SELECT hera.submit(%s, %s::jsonb)", [organization, wild])
    assert faults(outcome) == [("VAL_017", "metadata")]


def test_what_comes_compressed_is_measured_unpacked(office: Office) -> None:
    organization = office.organization("Packed")
    caller = office.connect(office.login(organization))
    caller.execute("CREATE TEMPORARY TABLE outbox (body jsonb)")
    for size in (100_000, 20_000_000):
        body = journal(description="packed", metadata={"a": "x" * size})
        caller.execute("INSERT INTO outbox VALUES (%s)", [Jsonb(body)])
    query = "SELECT pg_column_size(body) < 1000000, hera.submit(%s, body) FROM outbox ORDER BY pg_column_size(body)"
    small, large = caller.execute(query, [organization]).fetchall()
    assert (small[0], large[0]) == (True, True), "both are stored in less than the limit"
    assert small[1]["status"] == "posted"
    assert faults(large[1]) == [("VAL_001", "")]
    with refused("ZHV01"):
        filtered = "SELECT count(*) FROM hera.list_transactions(%s, (SELECT max(body::text)::jsonb FROM outbox))"
        caller.execute(filtered, [organization])


def test_a_hundred_unknown_fields_are_told_and_none_that_is_known_is_missed(office: Office) -> None:
    organization = office.organization("Unknown")
    caller = office.connect(office.login(organization))
    request = {f"a{n:05}": n for n in range(5000)} | bill("x", unit=1, description="d" * 10_001)
    found = faults(submit(caller, organization, request))
    assert len(found) == 100
    assert {("VAL_006", "total_amount"), ("VAL_003", "unit"), ("VAL_005", "description")} <= set(found)
    outcome = submit_batch(caller, organization, [{"k" * 900_000: 1}, journal()])
    assert max(len(fault["path"]) for fault in outcome[0]["errors"]) <= 100
    assert outcome[1]["status"] == "posted"


ATOMS = ["a", "b", ".", "[a-z]", "[^b]", "\\w", "(?:a|b)", "(a|aa)", "(ab|)", "\\d"]
REPEATS = ["", "", "*", "+", "?", "*?", "{2}", "{3,9}", "{0,40}", "{1,}", "{0,255}", "{17}"]


def pattern(choose: random.Random, depth: int) -> str:
    parts = []
    for _ in range(choose.randrange(1, 6)):
        inner = f"({pattern(choose, depth - 1)})" if depth and choose.random() < 0.5 else choose.choice(ATOMS)
        parts.append(inner + choose.choice(REPEATS))
    return choose.choice(["", "", "|"]).join(parts) if choose.random() < 0.3 else "".join(parts)


def test_a_pattern_that_is_accepted_is_fast(db: Connection, rng: random.Random, scaled: Callable[[int], int]) -> None:
    """Compiled for the first time and held against a thousand characters: as long as any other text may be."""
    worked = Path(f"/proc/{db.info.backend_pid}/schedstat")
    accepted = 0
    subjects = ["a" * 1000, "ab" * 500, "".join(rng.choice("ab1") for _ in range(1000))]
    for _ in range(scaled(20_000)):
        text = pattern(rng, rng.randrange(4))
        began = int(worked.read_text().split()[0])
        fault = value(db, "SELECT hera_internal.pattern_fault(%s)", [text])
        if fault is None:
            accepted += 1
            for subject in subjects:
                value(db, "SELECT %s ~ ('^(?:' || %s || ')$')", [subject, text])
        seconds = (int(worked.read_text().split()[0]) - began) / 1e9
        assert seconds < 0.25, f"{text}: {seconds:.2f} s ({fault})"
    assert accepted > scaled(20_000) / 10


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("[A-Z]{2}[0-9]{2}([A-Z0-9]{4}){1,7}[A-Z0-9]{0,3}", True),
        ("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", True),
        (".{1,255}", True),
        ("(a*)*b", True),
        ("(?:PO|SO)-[0-9]{4,10}", True),
        (r"(a*)\1", False),
        ("a(?=b)", False),
        ("(?<!a)b", False),
        ("(?i)abc", False),
        ("((a{1,100}){1,100})", False),
        ("((((((a|){0,2}){0,2}){0,2}){0,2}){0,2}){0,30}", False),
        ("(" + "a*" * 80 + "){0,9}", False),
        ("a{0,255}" * 24, False),
        ("a)|(b", False),
        ("[", False),
        ("x{999999999}", False),
    ],
)
def test_patterns(db: Connection, text: str, sound: bool) -> None:
    assert (value(db, "SELECT hera_internal.pattern_fault(%s)", [text]) is None) is sound


def test_many_rules_and_many_lines_obey_the_timeout(office: Office) -> None:
    organization = office.organization("Many")
    caller = office.connect(office.login(organization))
    with caller.transaction():
        for number in range(200):
            rule = {
                "name": f"r{number}",
                "kind": "expression",
                "path": "lines[].amount",
                "expression": "line.amount > 0 or " * 10 + "line.amount < 0",
                "code": "X_SLOW",
            }
            value(caller, "SELECT hera.define_validation_rule(%s, %s)", [organization, Jsonb(rule)])
    lines = [{"account": "1000", "side": side, "amount": 1} for side in ("debit", "credit")] * 500
    worked = Path(f"/proc/{caller.info.backend_pid}/schedstat")
    began = int(worked.read_text().split()[0])
    with caller.transaction(force_rollback=True), pytest.raises(psycopg.errors.QueryCanceled):
        caller.execute("SET LOCAL statement_timeout = '100ms'")
        submit(caller, organization, journal(lines=lines))
    assert (int(worked.read_text().split()[0]) - began) / 1e9 < 0.35
    with refused("ZHV13"):
        rule = {"name": "one_more", "kind": "required", "path": "unit"}
        value(caller, "SELECT hera.define_validation_rule(%s, %s)", [organization, Jsonb(rule)])
