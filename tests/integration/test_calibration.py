"""Confidence: the share of guesses with such a score that people lately found right."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest

from support.databases import Connection
from support.gate_rule import pool_violators
from support.people import OrganizationFactory

Outcome = tuple[str, float, bool]
WINDOWS = (5_000, 1_000, 200)


class Verdicts:
    """What people said of an organization's guesses, one after the other, written as feedback writes it."""

    def __init__(self, db: Connection, organization: UUID) -> None:
        self.db, self.organization = db, organization
        self.said = 0

    def add(self, outcomes: Sequence[Outcome]) -> None:
        """Append verdicts a millisecond apart, beginning a minute ago."""
        for stage, score, correct in outcomes:
            self.said += 1
            self.db.execute(
                """
                INSERT INTO hera.ai_posting_feedback (
                    organization_id, id, transaction_id, transaction_created_at, verdict, classified_by, confidence,
                    was_posted, actor, created_at, family, score, correct, counts
                )
                SELECT %(org)s, i.id, i.id, hera_internal.uuid_time(i.id), 'approved', %(stage)s, %(score)s, false, 'test',
                    hera_internal.uuid_time(i.id), 'HERA.PROCUREMENT.BILL', %(score)s, %(correct)s, true
                FROM (
                    SELECT hera_internal.new_id(now() - interval '1 minute' + %(n)s * interval '1 millisecond') AS id
                ) AS i
                """,
                {"org": self.organization, "stage": stage, "score": score, "correct": correct, "n": self.said},
            )

    def fit(self) -> None:
        self.db.execute("SELECT set_config('hera.organization_id', %s, true)", [str(self.organization)])
        self.db.execute("SELECT hera_internal.fit_confidence(%s, current_date)", [self.organization])

    def map(self, stage: str) -> tuple[list[float], list[float]]:
        row = self.db.execute(
            "SELECT scores, confidences FROM hera_internal.confidence_map WHERE organization_id = %s AND stage = %s",
            [self.organization, stage],
        ).fetchone()
        assert row is not None
        return row[0], row[1]

    def confidence(self, stage: str, score: float) -> float:
        row = self.db.execute(
            "SELECT hera_internal.calibrate_score(%s::numeric, m.scores, m.confidences) FROM (VALUES (1)) AS one"
            " LEFT JOIN hera_internal.confidence_map AS m ON m.organization_id = %s AND m.stage = %s",
            [score, self.organization, stage],
        ).fetchone()
        assert row is not None
        return float(row[0])


@pytest.fixture
def verdicts(db: Connection, organization: OrganizationFactory) -> Verdicts:
    return Verdicts(db, organization())


def fit_map(outcomes: Sequence[Outcome]) -> tuple[list[float], list[float]]:
    """The twin of hera_internal.fit_map."""
    percents: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for _, score, correct in outcomes:
        percents[round(score * 100)].append((score, correct))
    bins = [percents[percent] for percent in sorted(percents)]
    scores = [sum(score for score, _ in rows) / len(rows) for rows in bins]
    if len(outcomes) < 200:
        return scores, scores
    shares = [(sum(ok for _, ok in rows) + 2 * mean) / (len(rows) + 2) for rows, mean in zip(bins, scores, strict=True)]
    return scores, pool_violators(shares, [len(rows) + 2 for rows in bins])


def read_map(points: tuple[list[float], list[float]], score: float) -> float:
    """The twin of hera_internal.calibrate_score."""
    scores, confidences = points
    if score < scores[0]:
        return confidences[0] * score / scores[0]
    if score >= scores[-1]:
        return min(confidences[-1] + score - scores[-1], 1.0)
    place = next(place for place in range(len(scores) - 1) if score < scores[place + 1])
    rise = (confidences[place + 1] - confidences[place]) / (scores[place + 1] - scores[place])
    return confidences[place] + rise * (score - scores[place])


def wanted_map(outcomes: Sequence[Outcome]) -> tuple[tuple[list[float], list[float]], int]:
    """The map that should be fitted, outcomes from the oldest on, and to how many of them."""
    for window in WINDOWS:
        found = fit_map(outcomes[-window:])
        said = [min(max(read_map(found, score), 0.0001), 0.9999) for _, score, _ in outcomes[-50:]]
        right = sum(correct for *_, correct in outcomes[-50:])
        if abs(sum(said) - right) <= math.sqrt(sum(share * (1 - share) for share in said)):
            break
    return found, window


@pytest.mark.parametrize("changed", [False, True], ids=["as ever", "coded anew"])
def test_the_map_is_the_isotonic_fit_to_what_still_holds(verdicts: Verdicts, rng: random.Random, changed: bool) -> None:
    """SQL and Python make the same map; it never falls, between points it is a straight line, both stages share it."""

    def outcome(chance: float) -> Outcome:
        score = round(rng.choice([0.3, 0.55, 0.7, 0.8, 0.95]) + rng.uniform(-0.004, 0.004), 4)
        return rng.choice(["memory", "model"]), score, rng.random() < score * chance

    outcomes = [outcome(1.0) for _ in range(1_200)] + [outcome(0.3 if changed else 1.0) for _ in range(250)]
    verdicts.add(outcomes)
    verdicts.fit()
    points, window = wanted_map(outcomes)
    scores, confidences = verdicts.map("memory")
    assert scores == pytest.approx(points[0])
    assert confidences == pytest.approx(points[1])
    assert verdicts.map("model") == verdicts.map("memory")
    found = [
        (score, verdicts.confidence("memory", score))
        for score in sorted([0, 0.3, 0.625, 1, *(rng.random() for _ in range(20))])
    ]
    assert all(a[1] <= b[1] for a, b in pairwise(found))
    assert [confidence for _, confidence in found] == pytest.approx(
        [read_map(points, round(score, 16)) for score, _ in found], abs=2e-4
    )
    if changed:
        assert window == 200
        assert verdicts.confidence("memory", 0.95) < 0.6


def test_neighbours_have_a_map_of_their_own(verdicts: Verdicts) -> None:
    verdicts.add([("memory", 0.9, True)] * 250 + [("neighbours", 0.6, number % 4 > 0) for number in range(250)])
    verdicts.fit()
    assert verdicts.confidence("memory", 0.9) > 0.99
    assert verdicts.confidence("neighbours", 0.6) == pytest.approx(0.75, abs=0.01)
    assert verdicts.confidence("unheard of", 0.6251) == 0.6251


def test_with_few_verdicts_a_score_stands_for_itself(verdicts: Verdicts) -> None:
    verdicts.add([("memory", 0.7, False)] * 199)
    verdicts.fit()
    assert verdicts.confidence("memory", 0.7) == 0.7
    verdicts.add([("memory", 0.7, False)])
    verdicts.fit()
    assert verdicts.confidence("memory", 0.7) < 0.01


@pytest.mark.parametrize(("known", "needed"), [(300, 10), (1000, 21)])
def test_a_fiftieth_more_verdicts_fit_the_map_anew(verdicts: Verdicts, known: int, needed: int) -> None:
    """Ten at least; one fewer does not, whatever they say."""
    verdicts.add([("memory", 0.7, True)] * known)
    verdicts.fit()
    before = verdicts.map("memory")
    # As old as the verdicts before: what is added from here on is younger.
    verdicts.db.execute(
        "UPDATE hera_internal.confidence_map SET fitted_at = now() - interval '1 minute' + %s * interval '1 millisecond'"
        " WHERE organization_id = %s",
        [known + 1, verdicts.organization],
    )
    verdicts.add([("memory", 0.7, False)] * (needed - 1))
    note(verdicts)
    assert verdicts.map("memory") == before
    verdicts.add([("memory", 0.7, False)])
    note(verdicts)
    assert verdicts.map("memory") != before


def test_a_verdict_does_not_read_those_before_one_by_one(verdicts: Verdicts) -> None:
    verdicts.add([("memory", 0.7, True)] * 300)
    verdicts.fit()
    verdicts.db.execute("SET LOCAL track_functions = 'all'")
    note(verdicts)
    row = verdicts.db.execute(
        "SELECT calls FROM pg_stat_xact_user_functions WHERE funcid = 'hera_internal.first_id(timestamptz)'::regprocedure"
    ).fetchone()
    assert row == (1,)


def note(verdicts: Verdicts) -> None:
    """What record_feedback does after a verdict."""
    verdicts.db.execute(
        "SELECT hera_internal.note_outcome(hera_internal.authorize(%s, 'transactions.review'), hera_internal.new_id(),"
        " 'HERA.PROCUREMENT.BILL', 'memory', 0.7, false, %s)",
        [verdicts.organization, date(2020, 1, 1)],
    )
