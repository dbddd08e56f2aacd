"""The rule of the posting gate in Python: the twin of sql/gate that simulations run and that SQL is compared with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

POINTS = 15  # 0.99, 0.98 ... 0.85
RECENT = (50, 200)
FLOOR = 0.85


def binomial_tail(trials: int, hits: int, chance: float) -> float:
    """Probability of at most ``hits`` in ``trials``."""
    if hits >= trials:
        return 1.0
    if hits < 0:
        return 0.0
    odds = chance / (1 - chance)
    mode = min(hits, math.floor((trials + 1) * chance))
    log = trials * math.log(1 - chance) + sum(math.log((trials - k + 1) / k * odds) for k in range(1, mode + 1))
    total = term = 1.0
    for k in range(mode, 0, -1):
        term *= k / ((trials - k + 1) * odds)
        total += term
        if term < 1e-17 * total:
            break
    term = 1.0
    for k in range(mode, hits):
        term *= (trials - k) / (k + 1) * odds
        total += term
        if term < 1e-17 * total:
            break
    return min(math.exp(log + math.log(total)), 1.0)


def look_share(look: int, certainty: float) -> float:
    """What look k may spend of the chance to be wrong."""
    return (1 - certainty) * 6 / (math.pi * look) ** 2


def needed_outcomes(budget: float, spent: float) -> int:
    """Fewest outcomes, all right, that can show an error rate within the budget."""
    return math.ceil(math.log(spent) / math.log(1 - budget))


@dataclass(frozen=True)
class Finding:
    """What a look found; points are 1 for 0.99 to 15 for 0.85."""

    threshold: int | None
    tested: int | None
    outcomes: int
    errors: int


def derive_threshold(outcomes: Sequence[int], errors: Sequence[int], budget: float, spent: float) -> Finding:
    """The lowest point that passes, testing from the highest down to the first failure."""
    needed = needed_outcomes(budget, spent)
    needed = max(needed, min(2 * needed, outcomes[-1]))
    found = Finding(None, None, 0, 0)
    for point, (count, wrong) in enumerate(zip(outcomes, errors, strict=True), 1):
        if count < needed:
            continue
        passed = binomial_tail(count, wrong, budget) <= spent
        if passed:
            found = Finding(point, point, count, wrong)
            continue
        return found if found.threshold is not None else Finding(None, point, count, wrong)
    return found


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
    """The gate of one family. Outcomes come in order, each with the point that its confidence reaches."""

    budget: float = 0.03
    certainty: float = 0.95
    threshold: int | None = None
    looks: int = 0
    evidence: list[tuple[int, bool]] = field(default_factory=list)
    start: int = 0
    taken: int = 0
    seen: int = 0
    opened: int = 0
    drifts: int = 0

    def note(self, point: int, correct: bool) -> None:
        """An outcome that counts; an error may close the gate."""
        self.evidence.append((point, correct))
        if self.threshold is not None and not correct and point <= self.threshold and self._drifted(self.threshold):
            self.threshold = None
            self.start = self.taken = len(self.evidence)
            self.seen = 0
            self.drifts += 1

    def _drifted(self, threshold: int) -> bool:
        recent = [correct for point, correct in self.evidence[self.opened :][-1000:] if point <= threshold][-200:]
        for window in RECENT:
            latest = recent[-window:]
            errors = latest.count(False)
            if errors >= 3 and 1 - binomial_tail(len(latest), errors - 1, self.budget) < 0.005:
                return True
        return False

    def look(self) -> bool:
        """Take a look when there is enough new evidence."""
        spent = look_share(self.looks + 1, self.certainty)
        needed = max(20, math.ceil(self.seen * 0.2), needed_outcomes(self.budget, spent) - self.seen)
        if len(self.evidence) - self.taken < needed:
            return False
        window = self.evidence[self.start :][-math.ceil(60 / self.budget) :]
        counts, wrong = [0] * POINTS, [0] * POINTS
        for point, correct in window:
            counts[point - 1] += 1
            wrong[point - 1] += not correct
        for point in range(1, POINTS):
            counts[point] += counts[point - 1]
            wrong[point] += wrong[point - 1]
        found = derive_threshold(counts, wrong, self.budget, spent)
        if found.threshold is not None and self.threshold is None:
            self.opened = len(self.evidence)
        self.threshold = found.threshold
        self.looks += 1
        self.taken, self.seen = len(self.evidence), len(window)
        return True
