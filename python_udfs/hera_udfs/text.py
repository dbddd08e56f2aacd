"""Twins of the SQL functions that prepare a document's text for classification."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LONGEST = 1000
_LONGEST_SOURCE = 300
_DIGITS = re.compile("[0-9]+")


@dataclass(frozen=True)
class Feature:
    """One thing a text has; the family chooses the hash function and the weight."""

    family: int
    text: str
    weight: float


def _lower(sign: str) -> str:
    # The server folds sign by sign, so what Python makes two signs of is one.
    return sign.lower()[0]


def normalize(text: str | None) -> str:
    """Reduce a text to what identifies a payee or a purpose, as hera_internal.normalize_text does."""
    folded = unicodedata.normalize("NFKC", (text or "")[:_LONGEST])
    digits = _DIGITS.sub("0", "".join(_lower(sign) for sign in folded))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in digits).split())


def features(payee: str | None, text: str | None, unit: str | None) -> list[Feature]:
    """List what hera_internal.embed_text hashes: words with their source, trigrams, the unit."""
    found: list[Feature] = []
    for source, content in (("p", payee), ("t", text)):
        for word in (content or "")[:_LONGEST_SOURCE].split(" "):
            if word:
                padded = f" {word} "
                found.append(Feature(1, f"{source}:{word}", 2.0))
                found += [Feature(2, padded[start : start + 3], 1.0) for start in range(len(word))]
    if unit is not None:
        found.append(Feature(3, f"u:{unit}", 2.0))
    return found
