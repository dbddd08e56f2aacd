"""Decisions of people as numbers: which features a document has, and which account was right."""

from __future__ import annotations

from array import array
from collections.abc import Sequence


class Numbering:
    """Numbers for texts, in the order in which they are met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def number(self, text: str) -> int:
        """The number of a text; a new one for a new text."""
        return self.numbers.setdefault(text, len(self.numbers))

    def texts(self) -> list[str]:
        """The texts in the order of their numbers."""
        return list(self.numbers)


class Dataset:
    """Training rows, packed: a row costs four bytes a feature and not a text a feature."""

    def __init__(self) -> None:
        self.features = Numbering()
        self.classes = Numbering()
        self.columns = array("i")
        self.ends = array("q", [0])
        self.labels = array("i")
        # Of a row that a person judged: how many of these rows were decided when its document came, else -1; its day; and
        # the keys under which memory has it, four a row.
        self.known = array("i")
        self.days = array("i")
        self.keys: list[tuple[object, ...]] = []

    def __len__(self) -> int:
        return len(self.labels)

    def add(self, account: str, features: Sequence[str], known: int | None = None, day: int = 0) -> None:
        """Append one decision."""
        number = self.features.number
        columns = [number(feature) for feature in features]
        self.columns.extend(columns)
        self.ends.append(len(self.columns))
        self.labels.append(self.classes.number(account))
        self.known.append(-1 if known is None else min(known, len(self) - 1))
        self.days.append(day)
        self.keys.append(() if known is None else memory_keys(features, columns))

    def heads(self) -> list[str]:
        """Payees and texts, which are spelled with words and trigrams."""
        return [feature for feature in self.features.numbers if feature.startswith(("p:", "t:"))]


def memory_keys(features: Sequence[str], numbers: Sequence[int]) -> tuple[object, ...]:
    """The keys of memory's levels amount, text, payee and unit, as numbers of features; None where there is nothing."""
    place = {feature.partition(":")[0]: place for place, feature in enumerate(features)}
    payee, text, unit = (features[place[kind]] not in (f"{kind}:",) for kind in ("p", "t", "u"))
    kind = {name: numbers[at] for name, at in place.items()}
    return (
        (kind["ty"], kind["pe"]) if payee else None,
        (kind["ty"], kind["pt"], kind["u"]) if payee or text else None,
        (kind["ty"], kind["p"]) if payee else None,
        (kind["ty"], kind["tu"]) if text or unit else None,
    )
