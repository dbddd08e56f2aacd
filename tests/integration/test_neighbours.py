"""The nearest past documents: of the own organization alone, and hardly one of them missed."""

from __future__ import annotations

import random
from collections.abc import Callable
from uuid import UUID

from support.databases import Connection
from support.people import OrganizationFactory

QUERIES = 20
WORDS = [
    first + second for first in ("bel", "cor", "dun", "fal", "gar", "hol") for second in ("by", "ton", "mer", "wick")
]

FILL = """
    INSERT INTO hera.ai_transaction_patterns (
        organization_id, id, level, memory_key, transaction_type, account_code, seen, streak, last_seen_at, embedding, created_at
    )
    SELECT %(org)s, i.id, 'text', 'k' || i.n, 'bill', '5000', 1, 1, now(),
        hera_internal.embed_text(i.payee, i.text, NULL)::vector(256), hera_internal.uuid_time(i.id)
    FROM (
        SELECT r.n, r.payee, r.text, hera_internal.new_id() AS id
        FROM unnest(%(payees)s::text[], %(texts)s::text[]) WITH ORDINALITY AS r (payee, text, n)
    ) AS i
"""
NEAREST = """
    SELECT n.item ->> 'pattern', (n.item ->> 'distance')::float8
    FROM jsonb_array_elements(
        (SELECT a.explanation -> 'nearest' FROM hera_internal.ask_neighbours(%s, 'bill', %s) AS a)
    ) AS n (item)
"""
ALL = """
    SELECT p.id::text, 1 + (p.embedding <#> %(asked)s::vector(256))
    FROM hera.ai_transaction_patterns AS p
    WHERE p.organization_id = %(org)s AND p.transaction_type = 'bill' AND p.level = 'text'
    ORDER BY 2
    LIMIT 10
"""


def phrase(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=3))


def fill(db: Connection, organization: UUID, rng: random.Random, count: int) -> None:
    """Patterns of random payees and texts out of a few words, so that every text has near ones."""
    payees, texts = ([phrase(rng) for _ in range(count)] for _ in range(2))
    db.execute(FILL, {"org": organization, "payees": payees, "texts": texts})


def test_recall_under_an_organization_filter(
    db: Connection,
    organization: OrganizationFactory,
    rng: random.Random,
    scaled: Callable[[int], int],
    record_figure: Callable[..., None],
) -> None:
    """One organization among others with as many patterns each: what is nearest to it is found, and never theirs."""
    db.execute("SELECT set_config('search_path', 'pg_catalog, ' || hera_internal.vector_schema(), true)")
    own, *others = (organization(f"Neighbours {number}") for number in range(3))
    count = max(120, scaled(2_000))
    for identifier in (own, *others):
        fill(db, identifier, rng, count)
    db.execute("ANALYZE hera.ai_transaction_patterns")
    ours = {
        row[0]
        for row in db.execute("SELECT id::text FROM hera.ai_transaction_patterns WHERE organization_id = %s", [own])
    }
    found = wanted = 0
    for _ in range(QUERIES):
        row = db.execute("SELECT hera_internal.embed_text(%s, %s, NULL)", [phrase(rng), phrase(rng)]).fetchone()
        assert row is not None
        got = db.execute(NEAREST, [own, row[0]]).fetchall()
        assert {identifier for identifier, _ in got} <= ours
        nearest = [distance for _, distance in db.execute(ALL, {"org": own, "asked": row[0]}).fetchall()]
        near = [distance for distance in nearest if distance < 0.7]
        # Two that are equally near may stand for each other.
        found += sum(distance <= near[-1] + 1e-5 for _, distance in got)
        wanted += len(near)
    assert wanted > 2 * QUERIES
    record_figure(
        f"neighbours, recall@10 among {count:,} patterns of an organization", found / wanted, "", "at least 0.95"
    )
    assert found >= 0.95 * wanted
