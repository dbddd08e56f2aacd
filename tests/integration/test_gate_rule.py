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
    binomial_tail,
    derive_threshold,
    look_share,
    needed_outcomes,
    point_of,
    pool_violators,
)

# P(X <= x) of the binomial distribution, to ten digits, from exact fractions.
TAILS = [
    (10, 0, 0.5, 0.0009765625),
    (10, 5, 0.5, 0.623046875),
    (20, 3, 0.1, 0.8670466766),
    (115, 0, 0.03, 0.030112682190),
    (300, 3, 0.03, 0.019890031158),
    (5, 5, 0.2, 1.0),
    (5, -1, 0.2, 0.0),
]
# Exact upper limits of Clopper and Pearson, one-sided: 1 - spent^(1/n) without errors, else from F quantiles.
BOUNDS = [(59, 0, 0.05, 0.049507610), (10, 10, 0.05, 1.0), (10, 1, 0.025, 0.4450161), (100, 5, 0.025, 0.1128349)]


def value(db: Connection, expression: str, parameters: list[Any]) -> Any:
    row = db.execute(f"SELECT hera_internal.{expression}".encode(), parameters).fetchone()
    assert row is not None
    return row[0]


def exact_tail(trials: int, hits: int, hundredths: int) -> float:
    """The tail with whole numbers only."""
    total, term = 0, (100 - hundredths) ** trials
    for k in range(hits + 1):
        total += term
        term = term * (trials - k) * hundredths // ((k + 1) * (100 - hundredths))
    return float(Fraction(total, 100**trials))


@pytest.mark.parametrize(("trials", "hits", "chance", "wanted"), TAILS)
def test_tail_of_known_values(db: Connection, trials: int, hits: int, chance: float, wanted: float) -> None:
    assert value(db, "binomial_tail(%s, %s, %s)", [trials, hits, chance]) == pytest.approx(wanted, rel=1e-8)
    assert binomial_tail(trials, hits, chance) == pytest.approx(wanted, rel=1e-8)


@pytest.mark.parametrize(("outcomes", "errors", "spent", "wanted"), BOUNDS)
def test_bound_of_known_values(db: Connection, outcomes: int, errors: int, spent: float, wanted: float) -> None:
    assert value(db, "error_bound(%s, %s, %s)", [outcomes, errors, spent]) == pytest.approx(wanted, abs=2e-7)


def test_tail_agrees_with_whole_numbers_and_with_python(
    db: Connection, rng: random.Random, scaled: Callable[[int], int]
) -> None:
    for _ in range(scaled(10_000)):
        trials = rng.choice([1, 2, 30, 400, 6000])
        hits, hundredths = rng.randint(0, trials), rng.randint(1, 60)
        found = value(db, "binomial_tail(%s, %s, %s)", [trials, hits, hundredths / 100])
        assert found == pytest.approx(binomial_tail(trials, hits, hundredths / 100), rel=1e-9, abs=1e-290)
        if trials <= 400:
            assert found == pytest.approx(exact_tail(trials, hits, hundredths), rel=1e-9, abs=1e-290)


def test_bound_is_where_the_tail_is_spent(db: Connection, rng: random.Random) -> None:
    for _ in range(50):
        outcomes = rng.randint(2, 3000)
        errors, spent = rng.randint(0, outcomes - 1), 10 ** rng.uniform(-6, -1)
        bound = value(db, "error_bound(%s, %s, %s)", [outcomes, errors, spent])
        assert binomial_tail(outcomes, errors, bound) == pytest.approx(spent, rel=1e-6)


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
    opened = 0
    for _ in range(scaled(20_000)):
        outcomes, errors = random_counts(rng)
        budget, spent = rng.choice([0.01, 0.03, 0.05]), look_share(rng.randint(1, 30), 0.95)
        passed = rng.choice([0, 0, rng.randint(1, POINTS)])
        row = db.execute(
            "SELECT threshold, tested, outcomes, errors"
            " FROM hera_internal.derive_threshold(%s::int[], %s::int[], %s, %s, %s)",
            [outcomes, errors, budget, spent, passed],
        ).fetchone()
        assert row is not None
        points = [None if item is None else point_of(float(item)) for item in row[:2]]
        found = derive_threshold(outcomes, errors, budget, spent, passed)
        assert [*points, row[2] or 0, row[3] or 0] == [found.threshold, found.tested, found.outcomes, found.errors]
        opened += found.threshold is not None and found.threshold > passed
    assert opened > 0


def test_shares_and_needs_agree_with_python(db: Connection) -> None:
    assert sum(look_share(k, 0.95) for k in range(1, 100_000)) == pytest.approx(0.05, rel=1e-4)
    for look in (1, 2, 30, 500):
        for budget in (0.001, 0.01, 0.03, 0.2):
            spent = value(db, "look_share(%s, 0.95)", [look])
            assert spent == pytest.approx(look_share(look, 0.95))
            assert value(db, "needed_outcomes(%s, %s)", [budget, spent]) == needed_outcomes(budget, spent)
    assert needed_outcomes(0.03, look_share(1, 0.95)) == 115


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
