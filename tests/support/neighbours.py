"""Patterns of real and of made-up payees, and what is nearest among them."""

from __future__ import annotations

import csv
import gzip
import random
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from support.databases import Connection

BODIES = ("calderdale", "leeds", "gla", "cabinetoffice")
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
FILL = """
    INSERT INTO hera.ai_transaction_patterns (
        organization_id, id, level, memory_key, transaction_type, account_code, seen, streak, last_seen_at, embedding, created_at
    )
    SELECT %(organization)s, i.id, 'text', 'k' || i.id, 'bill', i.account, 1, 1,
        now() - make_interval(secs => (i.n * 7919) %% 100003),
        hera_internal.embed_text(i.payee, i.text, nullif(i.unit, ''))::vector(256), hera_internal.uuid_time(i.id)
    FROM (
        SELECT r.n, hera_internal.normalize_text(r.payee) AS payee, hera_internal.normalize_text(r.text) AS text, r.unit,
            r.account, hera_internal.new_id() AS id
        FROM unnest(%(payees)s::text[], %(texts)s::text[], %(units)s::text[], %(accounts)s::text[])
            WITH ORDINALITY AS r (payee, text, unit, account, n)
        OFFSET 0
    ) AS i
"""
NEAREST = """
    SELECT 1 + (p.embedding <#> (SELECT %(asked)s::vector(256)))
    FROM hera.ai_transaction_patterns AS p
    WHERE p.organization_id = %(organization)s AND p.transaction_type = 'bill' AND p.level = 'text' AND p.seen > 0
    ORDER BY 1
    LIMIT 10
"""


@dataclass(frozen=True)
class Item:
    """What an embedding is made of."""

    payee: str
    text: str
    unit: str


def real_items() -> list[Item]:
    """What the four bodies of the fixtures paid, each once."""
    found = set()
    for body in BODIES:
        with gzip.open(FIXTURES / f"{body}.csv.gz", "rt", encoding="utf-8") as lines:
            found |= {Item(row["payee"], row["text"], row["unit"]) for row in csv.DictReader(lines)}
    return sorted(found, key=lambda item: (item.payee, item.text, item.unit))


def made_up(rng: random.Random, items: list[Item]) -> Item:
    """A payee or a text that nobody met, in the manner of those that were."""
    like, other = rng.choice(items), rng.choice(items)
    draw = rng.random()
    if draw < 0.4:
        return Item(f"{like.payee} {_word(rng)}", other.text or like.text, like.unit)
    if draw < 0.7:
        return Item(f"{_word(rng)} {like.payee.split()[-1]} {_word(rng)}", like.text or other.text, other.unit)
    return Item(like.payee, f"{like.text} {other.text} {_word(rng)}", like.unit)


def fill(connection: Connection, organization: UUID, items: list[Item], accounts: list[str]) -> None:
    """Patterns as if people had decided them, with the accounts in turn; the caller's path has the operators of vectors."""
    # The statement is estimated high enough for the compiler, which takes more time than it saves.
    connection.execute("SET jit = off")
    connection.execute("ALTER TABLE hera.ai_transaction_patterns DISABLE TRIGGER ai_transaction_patterns_memory")
    for start in range(0, len(items), 2000):
        part = items[start : start + 2000]
        connection.execute(
            FILL,
            {
                "organization": organization,
                "payees": [item.payee for item in part],
                "texts": [item.text for item in part],
                "units": [item.unit for item in part],
                "accounts": [accounts[(start + number) % len(accounts)] for number in range(len(part))],
            },
        )
    connection.execute("ALTER TABLE hera.ai_transaction_patterns ENABLE ALWAYS TRIGGER ai_transaction_patterns_memory")
    connection.execute("SELECT hera.rebuild_memory(%s)", [organization])


def embed(connection: Connection, item: Item) -> str:
    """The embedding of an item, as a request makes it."""
    row = connection.execute(
        "SELECT hera_internal.embed_text(hera_internal.normalize_text(%s), hera_internal.normalize_text(%s), nullif(%s, ''))",
        [item.payee, item.text, item.unit],
    ).fetchone()
    assert row is not None
    return str(row[0])


def exact(connection: Connection, organization: UUID, asked: str) -> list[float]:
    """Distances of the ten nearest of all patterns, without any index of vectors."""
    with connection.transaction():
        connection.execute("SET LOCAL enable_indexscan = off")
        found = connection.execute(NEAREST, {"organization": organization, "asked": asked}).fetchall()
    return [float(distance) for (distance,) in found]


def _word(rng: random.Random) -> str:
    return "".join(rng.choice("bcdfglmnprstv") + rng.choice("aeiou") for _ in range(rng.randint(2, 4)))
