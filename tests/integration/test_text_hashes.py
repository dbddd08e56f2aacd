"""A payee or text is looked up by the hashes of what spells it, which are those that training gives its rows."""

from __future__ import annotations

import random

from support.office import Office

SAME = (
    "SELECT h.head FROM unnest(%s::text[]) AS h (head)"
    " WHERE ARRAY(SELECT DISTINCT u FROM unnest(hera_internal.text_hashes(h.head)) AS u ORDER BY u)"
    " <> ARRAY(SELECT DISTINCT hashtextextended(u, 0) AS hash"
    " FROM unnest(hera_internal.text_block(h.head)) AS u ORDER BY hash)"
)
LETTERS = "abcdeéß日本語0ΩжÅ"


def test_hashes_are_those_of_the_block(office: Office, seed: int) -> None:
    rng = random.Random(seed)
    # Around 49 letters and words, and 12 words, something may be left out; every length on both sides comes.
    texts = ["", "a", "aa aa aa", *("a" * length for length in range(40, 60))]
    texts += ["b " * words + "b" for words in range(25)]
    for _ in range(1000):
        words = ["".join(rng.choices(LETTERS, k=rng.randint(1, 12))) for _ in range(rng.randint(1, 14))]
        texts.append(" ".join(words))
    heads = [f"{source}:{text}" for text in texts for source in "pt"]
    assert office.admin.execute(SAME, [heads]).fetchall() == []
