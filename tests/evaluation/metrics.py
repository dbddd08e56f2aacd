"""What an evaluation counts. Plain numbers in, plain numbers out: nothing here knows HERA or a baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Guess:
    """One document: what was guessed (None: nothing), how surely (0 to 1), and what was right."""

    account: str | None
    confidence: float | None
    truth: str

    @property
    def right(self) -> bool:
        """Whether the guess was the account that the payer's staff chose."""
        return self.account == self.truth


@dataclass(frozen=True)
class Posted:
    """How much was posted without a person, and how much of that was wrong."""

    documents: int
    posted: int
    wrong: int

    @property
    def rate(self) -> float:
        """Share of all documents that was posted."""
        return self.posted / self.documents if self.documents else 0.0

    @property
    def error(self) -> float:
        """Share of the posted that was wrong; 0 where nothing was posted."""
        return self.wrong / self.posted if self.posted else 0.0

    @property
    def precision(self) -> float:
        """Share of the posted that was right; 1 where nothing was posted."""
        return 1.0 - self.error

    def keeps(self, budget: float) -> bool:
        """Whether the realised error is within the budget."""
        return self.wrong <= budget * self.posted


def accuracy(guesses: Sequence[Guess]) -> float:
    """Share of all documents guessed right. No guess is a wrong one: every method is asked about every document."""
    return sum(guess.right for guess in guesses) / len(guesses) if guesses else 0.0


def macro_f1(guesses: Iterable[Guess]) -> float:
    """Mean of the F1 of every account that was guessed or right at least once."""
    right: dict[str, int] = defaultdict(int)
    guessed: dict[str, int] = defaultdict(int)
    true: dict[str, int] = defaultdict(int)
    for guess in guesses:
        true[guess.truth] += 1
        if guess.account is not None:
            guessed[guess.account] += 1
            right[guess.account] += guess.right
    accounts = true.keys() | guessed.keys()
    return sum(2 * right[name] / (true[name] + guessed[name]) for name in accounts) / len(accounts) if accounts else 0.0


def calibration_error(guesses: Iterable[Guess], bins: int = 10) -> float:
    """Expected calibration error: the mean distance of confidence and share of right guesses over equal bins,
    weighted by their sizes. Documents without a guess have no confidence and do not count."""
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for guess in guesses:
        if guess.account is None or guess.confidence is None:
            continue
        found[min(int(guess.confidence * bins), bins - 1)].append((guess.confidence, guess.right))
    total = sum(map(len, found.values()))
    return (
        sum(abs(sum(c for c, _ in rows) - sum(r for _, r in rows)) for rows in found.values()) / total if total else 0.0
    )


def count_posted(guesses: Sequence[Guess], posted: Sequence[bool]) -> Posted:
    """Count what was posted and what of it was wrong."""
    wrong = sum(not guess.right for guess, was in zip(guesses, posted, strict=True) if was)
    return Posted(len(guesses), sum(posted), wrong)


def families_within(
    guesses: Sequence[Guess], posted: Sequence[bool], families: Sequence[str | None], budget: float
) -> tuple[int, int]:
    """How many code families kept within the budget, of how many that posted anything."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for guess, was, family in zip(guesses, posted, families, strict=True):
        if was:
            counts[family or ""][0] += 1
            counts[family or ""][1] += not guess.right
    return sum(wrong <= budget * number for number, wrong in counts.values()), len(counts)


def family_of(smart_code: str | None) -> str | None:
    """First three segments of a smart code."""
    return None if smart_code is None else ".".join(smart_code.split(".")[:3])
