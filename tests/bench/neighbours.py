"""What is nearest among the patterns of one organization: exactly, and through the index that maintenance makes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from statistics import median
from threading import Event
from uuid import UUID

from bench.populate import Connection, _value
from bench.report import Report
from hera.maintenance.perform import perform
from support.neighbours import Item, embed, exact, fill, made_up, real_items

QUERIES = 200
ASK = "SELECT a.explanation -> 'nearest' FROM hera_internal.ask_neighbours(%s, 'bill', %s) AS a"

BUILT = """
    SELECT extract(epoch FROM r.ended_at - r.started_at) FROM hera_internal.maintenance_run AS r
    WHERE r.target = 'hera.' || hera_internal.neighbour_index_name(%s, 'bill') AND r.outcome = 'done'
"""


def compare(connection: Connection, past: UUID, patterns: int, report: Report) -> None:
    """Time and recall of both ways, in an organization that shares the table with another."""
    rng = random.Random(report.seed)
    connection.execute("SELECT set_config('search_path', 'pg_catalog, ' || hera_internal.vector_schema(), false)")
    organization = _value(
        connection,
        "SELECT hera.create_organization('Bench neighbours', p_chart => 'general', p_client_id => o.client_id)"
        " FROM hera.core_organizations AS o WHERE o.organization_id = %s",
        [past],
    )
    real = real_items()
    items: list[Item] = rng.sample(real, min(len(real), patterns // 2))
    items += [made_up(rng, real) for _ in range(patterns - len(items))]
    fill(connection, organization, items, ["5000", "6110", "6130"])
    connection.execute("VACUUM (ANALYZE) hera.ai_transaction_patterns")
    questions = [embed(connection, made_up(rng, real)) for _ in range(QUERIES)]
    truth, all_ms = _time(questions, lambda asked: exact(connection, organization, asked))
    _, latest_ms = _time(questions, lambda asked: _ask(connection, organization, asked))
    done = perform(connection, Event(), lambda _: None, "bench")
    if done.failures:
        raise RuntimeError("the index of neighbours was not made")
    report.add(f"HNSW index of {patterns:,} patterns, building", float(_value(connection, BUILT, [organization])), "s")
    got, index_ms = _time(questions, lambda asked: _ask(connection, organization, asked))
    found = wanted = 0
    for distances, nearest in zip(got, truth, strict=True):
        near = [distance for distance in nearest if distance < 0.7]
        found += sum(distance <= near[-1] + 1e-5 for distance in distances)
        wanted += len(near)
    report.add("neighbours, exact among the latest 2,000", latest_ms, "ms")
    report.add(f"neighbours, exact among all {patterns:,}", all_ms, "ms")
    report.add(f"neighbours, HNSW among all {patterns:,}", index_ms, "ms")
    report.add("neighbours, HNSW, recall@10", found / wanted, "", at_least=0.95)


def _ask(connection: Connection, organization: UUID, asked: str) -> list[float]:
    row = connection.execute(ASK, [organization, asked], prepare=True).fetchone()
    return [float(item["distance"]) for item in (row[0] if row and row[0] else [])]


def _time(questions: list[str], ask: Callable[[str], list[float]]) -> tuple[list[list[float]], float]:
    """What each question is answered, and the median of milliseconds."""
    answers, times = [], []
    for asked in questions:
        started = time.perf_counter()
        answers.append(ask(asked))
        times.append((time.perf_counter() - started) * 1000)
    return answers, median(times)
