"""The bound of the posting gate, simulated: how often more errors are posted than the budget allows."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from support.gate_rule import POINTS, Gate

WEEKS = 30
DAYS = 5
DOCUMENTS = 60  # a day
BUDGET = 0.03
SHARE = 0.1

# Share of documents at each point of the grid 0.99 ... 0.85; the rest lies below the floor and never counts.
WEIGHTS = [0.25, 0.1, 0.08, 0.06, 0.05] + [0.03] * 10

Errors = Callable[[int, float], float]


def sloping(point: int, _: float) -> float:
    """Half a percent at the top, a percent more from each point to the next: the bound is passed on the way down."""
    return 0.005 + 0.01 * (point - 1)


def noisy(_: int, __: float) -> float:
    """The same text is coded to different accounts: the score says nothing."""
    return 0.06


def upside_down(point: int, _: float) -> float:
    """The surest guesses are the worst."""
    return 0.05 if point <= 3 else 0.02


def just_above(_: int, __: float) -> float:
    """Everywhere a little more than the budget."""
    return 0.031


def broken(_: int, passed: float) -> float:
    """Good until half of the time has passed; then a tenth is wrong."""
    return 0.01 if passed < 0.5 else 0.1


def fading(_: int, passed: float) -> float:
    """From half a percent to five, little by little."""
    return 0.005 + 0.045 * passed


@dataclass
class Run:
    """What happened in one run."""

    posted: int = 0
    wrong: int = 0
    opened: int = 0
    broke_promise: bool = False
    looks: int = 0
    posted_after_break: int = 0


def true_rate(errors: Errors, threshold: int, passed: float) -> float:
    """Error rate of all that a threshold posts."""
    weights = WEIGHTS[:threshold]
    return sum(w * errors(point, passed) for point, w in enumerate(weights, 1)) / sum(weights)


def simulate(rng: random.Random, errors: Errors, *, forced: bool = False) -> Run:
    """Thirty weeks: what waits is reviewed at the end of its day, of what is posted a tenth is drawn, more after errors.

    Looks are taken as outcomes come, and at the end of every day where they are forced."""
    gate, run = Gate(BUDGET), Run()
    points = range(1, POINTS + 1)
    for day in range(WEEKS * DAYS):
        passed = day / (WEEKS * DAYS)
        judged: list[tuple[int, bool]] = []
        for point in rng.choices(points, WEIGHTS, k=DOCUMENTS):
            correct = rng.random() >= errors(point, passed)
            posted = gate.threshold is not None and point <= gate.threshold
            if posted:
                run.posted += 1
                run.wrong += not correct
                run.posted_after_break += passed >= 0.5
            if not posted or rng.random() < gate.share(SHARE):
                judged.append((point, correct))
        for point, correct in judged:
            gate.note(point, correct)
            gate.look()
            if gate.threshold is not None:
                run.opened += 1
                run.broke_promise |= true_rate(errors, gate.threshold, passed) > BUDGET
        if forced:
            gate.look(forced=True)
            run.broke_promise |= gate.threshold is not None and true_rate(errors, gate.threshold, passed) > BUDGET
    run.looks = gate.looks
    return run


def most(runs: int) -> int:
    """Broken runs that one in twenty would hardly ever exceed; of a thousand, one in twenty itself."""
    if runs >= 1000:
        return runs // 20
    chances = [math.comb(runs, k) * 0.05**k * 0.95 ** (runs - k) for k in range(runs + 1)]
    return next(k for k in range(runs + 1) if sum(chances[k + 1 :]) < 1e-4)


def all_runs(rng: random.Random, count: int, errors: Errors, **options: Any) -> Sequence[Run]:
    return [simulate(rng, errors, **options) for _ in range(count)]


@pytest.mark.parametrize(
    ("name", "errors", "forced"),
    [
        ("label noise", noisy, False),
        ("the surest guesses are the worst", upside_down, False),
        ("error just above the budget everywhere", just_above, False),
        ("error just above the budget everywhere, 150 looks more", just_above, True),
        ("error grows down the grid, 150 looks more", sloping, True),
    ],
)
def test_gate_never_opens_where_errors_exceed_the_budget(
    rng: random.Random,
    scaled: Callable[[int], int],
    record_figure: Callable[..., None],
    name: str,
    errors: Errors,
    forced: bool,
) -> None:
    count = scaled(1000)
    runs = all_runs(rng, count, errors, forced=forced)
    broken_runs = sum(run.broke_promise for run in runs)
    record_figure(f"gate, {name}: runs in which the bound held", 100 * (1 - broken_runs / count), "%", "at least 95")
    assert broken_runs <= most(count)
    if forced:
        assert max(run.looks for run in runs) > DAYS * WEEKS
    if errors is sloping:
        assert sum(run.opened > 0 for run in runs) > count / 2


@pytest.mark.parametrize(("name", "errors"), [("sudden drift", broken), ("slow drift", fading)])
def test_drift_closes_the_gate_before_the_budget_is_spent(
    rng: random.Random, scaled: Callable[[int], int], record_figure: Callable[..., None], name: str, errors: Errors
) -> None:
    """Of all that was posted in the thirty weeks no more is wrong than the budget allows."""
    count = scaled(1000)
    runs = all_runs(rng, count, errors)
    broken_runs = sum(run.wrong > BUDGET * run.posted for run in runs)
    record_figure(f"gate, {name}: runs in which the bound held", 100 * (1 - broken_runs / count), "%", "at least 95")
    assert broken_runs <= most(count)
    assert sum(run.opened > 0 for run in runs) > count / 2
    if errors is broken:
        after = sorted(run.posted_after_break for run in runs if run.opened)
        record_figure("gate, sudden drift: posted until it closed", after[len(after) // 2], "documents", "median")
        everything = WEEKS * DAYS * DOCUMENTS / 2
        assert after[len(after) // 2] < everything / 5


def test_a_good_family_opens_and_stays_open(rng: random.Random, scaled: Callable[[int], int]) -> None:
    """Otherwise a gate that never opens would pass every other test."""
    runs = all_runs(rng, scaled(500), lambda point, _: 0.002 * point / POINTS)
    posted = sum(run.posted for run in runs) / len(runs) / (WEEKS * DAYS * DOCUMENTS)
    assert posted > 0.8
