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

    def __len__(self) -> int:
        return len(self.labels)

    def add(self, account: str, features: Sequence[str]) -> None:
        """Append one decision."""
        number = self.features.number
        self.columns.extend([number(feature) for feature in features])
        self.ends.append(len(self.columns))
        self.labels.append(self.classes.number(account))

    def heads(self) -> list[str]:
        """Payees and texts, which are spelled with words and trigrams."""
        return [feature for feature in self.features.numbers if feature.startswith(("p:", "t:"))]
