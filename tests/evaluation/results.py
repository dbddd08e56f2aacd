"""One row of the table for each labelled set and method, and what issue and reader want of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from evaluation.baselines import Run
from evaluation.metrics import (
    Guess,
    Posted,
    accuracy,
    calibration_error,
    count_posted,
    families_within,
    macro_f1,
)
from evaluation.replay import Replayed
from evaluation.thresholds import post_by_past
from hera.demo.payers import Payment

BUDGETS = (0.03, 0.01)
HERA = "HERA"
#: HERA's score with the rule of the baselines, which promises nothing: tells its ranking from the caution of its gate.
UNGATED = "HERA, no gate"
LOOKUP = "exact lookup"


@dataclass(frozen=True)
class Row:
    """One method on one labelled set. ``posted`` and ``families`` have one element for each budget."""

    labelled: str
    method: str
    documents: int
    accuracy: float
    macro_f1: float
    posted: tuple[Posted, ...]
    families: tuple[tuple[int, int], ...] = ()
    calibration_error: float | None = None
    milliseconds: float = 0.0
    trainings: int = 0
    training_seconds: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """One thing to reach, and whether it was."""

    name: str
    got: str
    wanted: str
    ok: bool


def baseline_row(labelled: str, payments: Sequence[Payment], run: Run) -> Row:
    """The figures of a baseline, whose thresholds are the best of its own past."""
    guesses = [Guess(account, None, payment.account) for account, payment in zip(run.accounts, payments, strict=True)]
    outcomes = [(score, guess.right) for score, guess in zip(run.scores, guesses, strict=True)]
    days = [payment.date for payment in payments]
    posted = tuple(count_posted(guesses, post_by_past(days, outcomes, budget)) for budget in BUDGETS)
    return Row(
        labelled,
        run.name,
        len(payments),
        accuracy(guesses),
        macro_f1(guesses),
        posted,
        milliseconds=1000 * run.classify_seconds / len(payments),
        trainings=run.trainings,
        training_seconds=run.training_seconds,
    )


def hera_row(labelled: str, replays: Sequence[Replayed]) -> Row:
    """The figures of HERA: one replay for each budget. What was guessed is of the first; what was posted of each."""
    first = replays[0]
    return Row(
        labelled,
        HERA,
        len(first.guesses),
        accuracy(first.guesses),
        macro_f1(first.guesses),
        tuple(count_posted(replay.guesses, replay.posted) for replay in replays),
        tuple(
            families_within(replay.guesses, replay.posted, replay.families, budget)
            for replay, budget in zip(replays, BUDGETS, strict=True)
        ),
        max(calibration_error(replay.guesses) for replay in replays),
        median(first.classify_ms),
        first.trainings,
        first.training_seconds,
        tuple(f"{budget:.0%}: {replay.reason}" for replay, budget in zip(replays, BUDGETS, strict=True)),
    )


def ungated_row(labelled: str, payments: Sequence[Payment], replay: Replayed) -> Row:
    """HERA's guesses, posted as a baseline posts."""
    outcomes = [(score, guess.right) for score, guess in zip(replay.scores, replay.guesses, strict=True)]
    days = [payment.date for payment in payments]
    return Row(
        labelled,
        UNGATED,
        len(payments),
        accuracy(replay.guesses),
        macro_f1(replay.guesses),
        tuple(count_posted(replay.guesses, post_by_past(days, outcomes, budget)) for budget in BUDGETS),
    )


def judge(rows: Iterable[Row]) -> list[Target]:
    """What is to be reached on each set, and on average over the sets."""
    sets: dict[str, dict[str, Row]] = {}
    for row in rows:
        sets.setdefault(row.labelled, {})[row.method] = row
    targets: list[Target] = []
    for name, methods in sets.items():
        targets.extend(_judge_set(name, methods))
    best = [max(row.accuracy for row in _baselines(methods)) for methods in sets.values()]
    gain = fmean(methods[HERA].accuracy - top for methods, top in zip(sets.values(), best, strict=True))
    targets.append(Target("mean accuracy above the best baseline's", f"{100 * gain:+.1f} points", "above 0", gain > 0))
    for number, budget in enumerate(BUDGETS):
        ahead = fmean(methods[HERA].posted[number].rate - _best_learned(methods, number) for methods in sets.values())
        targets.append(
            Target(
                f"mean auto-post rate at {budget:.0%} above the best TF-IDF baseline's",
                f"{100 * ahead:+.1f} points",
                "at least +3",
                ahead >= 0.03,
            )
        )
    return targets


def _judge_set(name: str, methods: dict[str, Row]) -> list[Target]:
    hera, lookup = methods[HERA], methods[LOOKUP]
    best = max(row.accuracy for row in _baselines(methods))
    targets = [
        Target(f"{name}: accuracy", f"{hera.accuracy:.1%}", f"at least {best:.1%}", hera.accuracy >= best),
        Target(
            f"{name}: calibration error",
            f"{hera.calibration_error or 0:.3f}",
            "at most 0.03",
            (hera.calibration_error or 0) <= 0.03,
        ),
    ]
    for number, budget in enumerate(BUDGETS):
        posted = hera.posted[number]
        targets.append(
            Target(
                f"{name}: error at {budget:.0%}", f"{posted.error:.2%}", f"at most {budget:.0%}", posted.keeps(budget)
            )
        )
        learned = _best_learned(methods, number)
        targets.append(
            Target(
                f"{name}: auto-post rate at {budget:.0%} beside TF-IDF",
                f"{posted.rate:.1%}",
                f"at least {learned:.1%}",
                posted.rate >= learned,
            )
        )
        memory = _kept(lookup, number)
        if max(_kept(row, number) for row in _baselines(methods)) >= memory + 0.05:
            targets.append(
                Target(
                    f"{name}: auto-post rate at {budget:.0%} beside exact memory",
                    f"{posted.rate:.1%}",
                    f"at least {memory + 0.05:.1%}",
                    posted.rate >= memory + 0.05,
                )
            )
    return targets


def _baselines(methods: dict[str, Row]) -> list[Row]:
    return [row for method, row in methods.items() if method not in (HERA, UNGATED)]


def _kept(row: Row, number: int) -> float:
    """Auto-post rate of a method that kept within the budget; 0 of one that did not: nobody may post like that."""
    return row.posted[number].rate if row.posted[number].keeps(BUDGETS[number]) else 0.0


def _best_learned(methods: dict[str, Row], number: int) -> float:
    return max(_kept(row, number) for row in _baselines(methods) if row.method != LOOKUP)
