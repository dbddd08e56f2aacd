"""Quoting of generated SQL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hera_build.quoting import dollar_quote, literal


def unquote(text: str) -> str:
    """Read a dollar-quoted text the way the server does: up to the first closing tag."""
    tag = text[: text.index("$", 1) + 1]
    body, closing, rest = text[len(tag) :].partition(tag)
    assert closing == tag
    assert rest == ""
    return body


@given(st.text(alphabet="$q1a\n", max_size=30))
def test_round_trip(text: str) -> None:
    assert unquote(dollar_quote(text)) == text


def test_literal() -> None:
    assert literal("it's") == "'it''s'"
    with pytest.raises(ValueError, match="backslash"):
        literal("a\\b")
