"""The rule of the posting gate in Python: the twin of sql/gate that simulations run and that SQL is compared with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

POINTS = 15  # 0.99, 0.98 ... 0.85
RECENT = (20, 50, 200, 1000)
ALARM = 0.01
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


def derive_threshold(
    outcomes: Sequence[int], errors: Sequence[int], budget: float, spent: float, passed: int = 0
) -> Finding:
    """The lowest point that passes, testing from the one below ``passed`` down to the first failure."""
    needed = needed_outcomes(budget, spent)
    needed = max(needed, min(2 * needed, outcomes[-1]))
    threshold = passed or None
    found = Finding(threshold, None, 0, 0)
    for point in range(passed + 1, POINTS + 1):
        count, wrong = outcomes[point - 1], errors[point - 1]
        if count < needed:
            continue
        right = binomial_tail(count, wrong, budget) <= spent
        if right:
            threshold = point
        if right or found.tested is None:
            found = Finding(threshold, point, count, wrong)
        if not right:
            break
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
    """The gate of one family. Outcomes come in order, each with the point that its score reaches."""

    budget: float = 0.03
    certainty: float = 0.95
    threshold: int | None = None
    looks: int = 0
    evidence: list[tuple[int, bool]] = field(default_factory=list)
    start: int = 0
    taken: int = 0
    seen: int = 0
    opened: int = 0
    suspected: int | None = None
    drifts: int = 0

    def share(self, share: float) -> float:
        """Share of what is posted that is drawn for review: ten times as much after an error."""
        return share if self.suspected is None else min(1.0, share * 10)

    def note(self, point: int, correct: bool) -> None:
        """An outcome that counts; an error raises suspicion and may close the gate."""
        self.evidence.append((point, correct))
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
        self.start = self.taken = len(self.evidence)
        self.seen = 0

    def _recent(self, since: int) -> list[bool]:
        assert self.threshold is not None
        return [correct for point, correct in self.evidence[since:][-1000:] if point <= self.threshold]

    def _drifted(self) -> bool:
        recent = self._recent(self.opened)
        for window in RECENT:
            latest = recent[-window:]
            errors = latest.count(False)
            if errors >= 3 and 1 - binomial_tail(len(latest), errors - 1, self.budget) < ALARM:
                return True
        return False

    def look(self, *, forced: bool = False) -> bool:
        """Take a look when there is enough new evidence, or in any case."""
        spent = look_share(self.looks + 1, self.certainty)
        needed = max(
            20 if self.seen else 0, math.ceil(self.seen * 0.2), needed_outcomes(self.budget, spent) - self.seen
        )
        if not forced and len(self.evidence) - self.taken < needed:
            return False
        window = self.evidence[self.start :][-math.ceil(60 / self.budget) :]
        counts, wrong = [0] * POINTS, [0] * POINTS
        for point, correct in window:
            counts[point - 1] += 1
            wrong[point - 1] += not correct
        for point in range(1, POINTS):
            counts[point] += counts[point - 1]
            wrong[point] += wrong[point - 1]
        passed = self.threshold or 0
        if passed and wrong[passed - 1] > self.budget * counts[passed - 1]:
            passed = 0
        found = derive_threshold(counts, wrong, self.budget, spent, passed)
        if found.threshold is not None and self.threshold is None:
            self.opened = len(self.evidence)
        if found.threshold is None:
            self.suspected = None
        self.threshold = found.threshold
        self.looks += found.tested is not None
        self.taken, self.seen = len(self.evidence), len(window)
        return True
