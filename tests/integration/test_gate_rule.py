"""The rule of the posting gate in SQL: known values, and the same answers as its Python twin on random input."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from support.databases import Connection
from support.gate_rule import (
    POINTS,
    Series,
    bet_result,
    derive_threshold,
    error_bound,
    needed_outcomes,
    point_of,
    pool_violators,
    series_share,
)


def value(db: Connection, expression: str, parameters: list[Any]) -> Any:
    row = db.execute(f"SELECT hera_internal.{expression}".encode(), parameters).fetchone()
    assert row is not None
    return row[0]


def exact_result(outcomes: int, errors: int, thousandths: int) -> float:
    """What the bets have made, with whole numbers only."""
    budget, right = Fraction(thousandths, 1000), outcomes - errors
    rates = [Fraction(part * part, 100) for part in (1, 3, 5, 7, 9)]
    return float(sum(rate**errors * ((1 - budget * rate) / (1 - budget)) ** right for rate in rates) / 5)


def test_bets_agree_with_whole_numbers_and_with_python(
    db: Connection, rng: random.Random, scaled: Callable[[int], int]
) -> None:
    for _ in range(scaled(10_000)):
        outcomes, thousandths = rng.choice([0, 1, 30, 400, 6000]), rng.choice([1, 10, 30, 200])
        errors = rng.randint(0, outcomes if rng.random() < 0.1 else min(outcomes, 20))
        found = value(db, "bet_result(%s, %s, %s)", [outcomes, errors, thousandths / 1000])
        assert found == pytest.approx(bet_result(outcomes, errors, thousandths / 1000), rel=1e-9, abs=1e-290)
        if outcomes <= 400:
            assert found == pytest.approx(exact_result(outcomes, errors, thousandths), rel=1e-9, abs=1e-290)


@pytest.mark.parametrize("budget", [0.01, 0.03, 0.2])
def test_bets_are_not_expected_to_grow_at_the_budget(db: Connection, budget: float) -> None:
    """A step is fair where errors are as frequent as the budget, and loses where they are more frequent."""
    for outcomes, errors in ((0, 0), (10, 0), (100, 2), (1000, 9)):
        now, right, wrong = (
            value(db, "bet_result(%s, %s, %s)", [outcomes + more, errors + bad, budget])
            for more, bad in ((0, 0), (1, 0), (1, 1))
        )
        assert (1 - budget) * right + budget * wrong == pytest.approx(now, rel=1e-9)
        assert (0.9 - budget) * right + (0.1 + budget) * wrong < now


def random_counts(rng: random.Random) -> tuple[list[int], list[int]]:
    """Cumulated outcomes and errors per point; the first points may be empty."""
    outcomes, errors, counts, wrong = [], [], 0, 0
    rate, slope = rng.choice([0.001, 0.01, 0.03]), rng.choice([0.0, 0.01])
    for point in range(POINTS):
        more = rng.choice([0, rng.randint(0, 40), rng.randint(0, 600)])
        counts += more
        wrong += sum(rng.random() < rate + slope * point for _ in range(more))
        outcomes.append(counts)
        errors.append(wrong)
    return outcomes, errors


def test_threshold_agrees_with_python(db: Connection, rng: random.Random, scaled: Callable[[int], int]) -> None:
    """Finding and bound, with one running series and with two."""
    opened = 0
    for _ in range(scaled(20_000)):
        series = [Series(rng.randint(1, 4), *random_counts(rng))]
        if rng.random() < 0.5:
            later = random_counts(rng)
            first = series[0]
            for counts, more in ((first.outcomes, later[0]), (first.errors, later[1])):
                counts[:] = [a + b for a, b in zip(counts, more, strict=True)]
            series.append(Series(first.number + 1, *later))
        budget, certainty = rng.choice([0.01, 0.03, 0.05]), rng.choice([0.8, 0.95, 0.999])
        passed = rng.choice([0, 0, rng.randint(1, POINTS)])
        evidence = [*counts_of(series[0]), *(counts_of(series[1]) if series[1:] else (None, None)), series[0].number]
        row = db.execute(
            "SELECT f.threshold, f.tested, f.outcomes, f.errors, hera_internal.error_bound(e, %s, %s)"
            " FROM (SELECT ROW(%s::int[], %s::int[], %s::int[], %s::int[], %s, NULL, NULL, 0)::hera_internal.gate_evidence AS e)"
            " AS e, hera_internal.derive_threshold(e, %s, %s, %s) AS f",
            [POINTS, certainty, *evidence, budget, certainty, passed],
        ).fetchone()
        assert row is not None
        points = [None if item is None else point_of(float(item)) for item in row[:2]]
        found = derive_threshold(series, budget, certainty, passed)
        assert [*points, row[2] or 0, row[3] or 0] == [found.threshold, found.tested, found.outcomes, found.errors]
        if series[0].outcomes[-1] > 0:
            assert row[4] == pytest.approx(error_bound(series, POINTS, certainty), abs=1e-6)
        opened += found.threshold is not None and found.threshold > passed
    assert opened > 0


def counts_of(series: Series) -> tuple[list[int], list[int]]:
    return series.outcomes, series.errors


def test_shares_and_needs_agree_with_python(db: Connection) -> None:
    assert sum(series_share(k) for k in range(1, 100_000)) == pytest.approx(1, rel=1e-4)
    for series in (1, 2, 30, 500):
        assert value(db, "series_share(%s)", [series]) == pytest.approx(series_share(series))
        for budget in (0.001, 0.01, 0.03, 0.2):
            for certainty in (0.8, 0.95, 0.999):
                found = value(db, "needed_outcomes(%s, %s, %s)", [series, budget, certainty])
                assert found == needed_outcomes(series, budget, certainty)
    assert needed_outcomes(1, 0.03, 0.95) == 133


def test_pooling_agrees_with_python(db: Connection, rng: random.Random) -> None:
    for _ in range(200):
        size = rng.randint(1, 60)
        values = [rng.choice([rng.random(), 0.5]) for _ in range(size)]
        weights = [rng.uniform(0.1, 50) for _ in range(size)]
        found = value(db, "pool_violators(%s::float8[], %s::float8[])", [values, weights])
        assert found == pytest.approx(pool_violators(values, weights))
        assert all(a <= b for a, b in pairwise(found))
        mean = sum(v * w for v, w in zip(values, weights, strict=True))
        assert sum(v * w for v, w in zip(found, weights, strict=True)) == pytest.approx(mean)


def test_stability_index(db: Connection) -> None:
    """Alike: nearly nothing. Lower: beyond 0.25. Higher scores are no reason to doubt, few documents say nothing."""
    high, low, few = [0] * 8 + [100, 300], [0] * 4 + [200, 100, 0, 0, 50, 50], [0] * 9 + [199]
    index = "stability_index(%s::int[], %s::int[])"
    assert value(db, index, [high, low]) > 0.25
    assert value(db, index, [low, high]) is None
    assert value(db, index, [high, few]) is None
    assert value(db, index, [None, high]) is None
    assert value(db, index, [high, [0] * 8 + [101, 299]]) == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(
    ("code", "family"),
    [("HERA.PURCHASE.BILL.AUTO.v1", "HERA.PURCHASE.BILL"), ("A.B", "A.B."), (None, None)],
)
def test_family(db: Connection, code: str | None, family: str | None) -> None:
    assert value(db, "smart_code_family(%s)", [code]) == family
