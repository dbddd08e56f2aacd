"""The rule of the posting gate in Python: the twin of sql/gate that simulations run and that SQL is compared with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count

POINTS = 15  # 0.99, 0.98 ... 0.85
FLOOR = 0.85
RATES = tuple(((bet - 0.5) / 5) ** 2 for bet in range(1, 6))  # of the budget
ALARM = 2000.0
WATCHED = 1000


@lru_cache
def _stakes(budget: float) -> list[tuple[float, float]]:
    """What an error and a right outcome add to the logarithm of each bet."""
    return [(math.log(rate), math.log((1 - rate * budget) / (1 - budget))) for rate in RATES]


def bet_result(outcomes: int, errors: int, budget: float) -> float:
    """What bets on error rates below the budget have made of 1: a likelihood ratio, mixed over five rates."""
    logarithms = (errors * error + (outcomes - errors) * right for error, right in _stakes(budget))
    return sum(math.exp(min(max(logarithm, -700), 700)) for logarithm in logarithms) / len(RATES)


def series_share(number: int) -> float:
    """Share of the capital that a series of outcomes begins with; over all series ever it sums to 1."""
    return 0.8 if number == 1 else 0.2 / (number * (number - 1))


@lru_cache
def needed_outcomes(series: int, budget: float, certainty: float) -> int:
    """Fewest outcomes of a series, all right, that can show an error rate within the budget."""
    wanted = 1 / (1 - certainty) / series_share(series)
    return next(n for n in count(1) if bet_result(n, 0, budget) >= wanted)


@dataclass
class Series:
    """Outcomes since a moment, at or above each point of the grid."""

    number: int = 1
    outcomes: list[int] = field(default_factory=lambda: [0] * POINTS)
    errors: list[int] = field(default_factory=lambda: [0] * POINTS)

    def add(self, point: int, correct: bool) -> None:
        for place in range(point - 1, POINTS):
            self.outcomes[place] += 1
            self.errors[place] += not correct


def capital(series: Sequence[Series], point: int, budget: float) -> float:
    """What bets on an error rate below the budget have made of the series' shares, at a point of the grid."""
    return sum(series_share(s.number) * bet_result(s.outcomes[point - 1], s.errors[point - 1], budget) for s in series)


@dataclass(frozen=True)
class Finding:
    """What a look found; points are 1 for 0.99 to 15 for 0.85."""

    threshold: int | None
    tested: int | None
    outcomes: int
    errors: int


def derive_threshold(series: Sequence[Series], budget: float, certainty: float, passed: int = 0) -> Finding:
    """The lowest point that passes, testing from the one below ``passed`` down to the first failure."""
    found = Finding(passed or None, None, 0, 0)
    first = series[0]
    if first.outcomes[-1] < needed_outcomes(first.number, budget, certainty):
        return found
    for point in range(passed + 1, POINTS + 1):
        if 3 * first.outcomes[point - 1] < first.outcomes[-1]:
            continue
        right = capital(series, point, budget) >= 1 / (1 - certainty)
        if right or found.tested is None:
            threshold = point if right else found.threshold
            found = Finding(threshold, point, first.outcomes[point - 1], first.errors[point - 1])
        if not right:
            break
    return found


def error_bound(series: Sequence[Series], point: int, certainty: float) -> float:
    """Smallest budget at which a point would pass."""
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        if capital(series, point, middle) >= 1 / (1 - certainty):
            high = middle
        else:
            low = middle
    return high


def point_of(confidence: float) -> int | None:
    """The highest point of the grid that a confidence reaches; None below the floor."""
    hundredths = math.floor(confidence * 100 + 1e-9)
    return None if hundredths < 85 else max(1, 100 - hundredths)


def pool_violators(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Isotonic regression by pooling adjacent violators."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        pools.append((value, weight, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (a, u, m), (b, v, n) = pools[-2:]
            pools[-2:] = [((a * u + b * v) / (u + v), u + v, m + n)]
    return [value for value, _, size in pools for _ in range(size)]


@dataclass
class Gate:
    """The gate of one family. Outcomes come in order, each with the point that its score reaches."""

    budget: float = 0.03
    certainty: float = 0.95
    threshold: int | None = None
    looks: int = 0
    evidence: list[tuple[int, bool]] = field(default_factory=list)
    series: list[Series] = field(default_factory=lambda: [Series()])
    wanted: int = 0
    taken: int = 0
    seen: int = 0
    opened: int = 0
    suspected: int | None = None
    drifts: int = 0

    def __post_init__(self) -> None:
        self.wanted = needed_outcomes(1, self.budget, self.certainty)

    def share(self, share: float) -> float:
        """Share of what is posted that is drawn for review: ten times as much after an error."""
        return share if self.suspected is None else min(1.0, share * 10)

    def note(self, point: int, correct: bool) -> None:
        """An outcome that counts; an error raises suspicion and may close the gate."""
        self.evidence.append((point, correct))
        for series in self.series:
            series.add(point, correct)
        if self.threshold is None or point > self.threshold:
            return
        if correct:
            if self.suspected is not None and self._recent(self.suspected).count(True) >= 20:
                self.suspected = None
        elif self._drifted():
            self._close()
            self.drifts += 1
        else:
            self.suspected = len(self.evidence)

    def _close(self) -> None:
        self.threshold = self.suspected = None
        self.taken, self.seen = len(self.evidence), 0
        self.series = [Series(self.series[-1].number + 1)]
        self.wanted = needed_outcomes(self.series[0].number, self.budget, self.certainty)

    def _recent(self, since: int) -> list[bool]:
        assert self.threshold is not None
        latest = self.evidence[since:][-2 * WATCHED :]
        return [correct for point, correct in latest if point <= self.threshold][-WATCHED:]

    def _drifted(self) -> bool:
        """Page's test: some latest outcomes are 2,000 times likelier at twice the budget than at half of it."""
        error, right = math.log(4), math.log((1 - 2 * self.budget) / (1 - self.budget / 2))
        total = 0.0
        for correct in reversed(self._recent(self.opened)):
            total += right if correct else error
            if total >= math.log(ALARM):
                return True
        return False

    def _exceeded(self, outcomes: int, errors: int) -> bool:
        return errors > self.budget * outcomes and outcomes >= needed_outcomes(1, self.budget, self.certainty)

    def look(self, *, forced: bool = False) -> bool:
        """Take a look when there is enough new evidence, or in any case."""
        if not forced and len(self.evidence) - self.taken < self.wanted:
            return False
        first, last = self.series[0], self.series[-1]
        passed = self.threshold or 0
        if passed and self._exceeded(first.outcomes[passed - 1], first.errors[passed - 1]):
            passed = 0
        found = derive_threshold(self.series, self.budget, self.certainty, passed)
        if found.threshold is not None and self.threshold is None:
            self.opened = len(self.evidence)
        if found.threshold is None:
            self.suspected = None
        self.threshold = found.threshold
        self.looks += found.tested is not None
        self.taken, self.seen = len(self.evidence), first.outcomes[-1]
        needed = needed_outcomes(first.number, self.budget, self.certainty)
        self.wanted = max(10, self.seen // 50, needed - self.seen)
        if last.outcomes[-1] >= 30 / self.budget:
            self.series = [last, Series(last.number + 1)]
        return True
