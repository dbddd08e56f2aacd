"""The twins of the SQL text functions, without a server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hera_udfs import text


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        (None, ""),
        ("  ", ""),
        ("ACME Ltd.", "acme ltd"),
        ("Acme  (UK) Ltd, 12345/67", "acme uk ltd 0 0"),
        ("Müller & Söhne", "müller söhne"),
        ("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"),
        ("ﬁnance №7", "finance no0"),
        ("x" * 2000, "x" * 1000),
    ],
)
def test_normalize(given_text: str | None, wanted: str) -> None:
    assert text.normalize(given_text) == wanted


@given(st.text(max_size=200))
def test_normalize_is_bounded_and_clean(value: str) -> None:
    result = text.normalize(value)
    assert "  " not in result
    assert result == result.strip()
    assert not any(sign.isascii() and sign.isdigit() and sign != "0" for sign in result)


def test_features() -> None:
    found = text.features("ab c", None, "u1")
    assert [(f.family, f.text, f.weight) for f in found] == [
        (1, "p:ab", 2.0), (2, " ab", 1.0), (2, "ab ", 1.0), (1, "p:c", 2.0), (2, " c ", 1.0), (3, "u:u1", 2.0),
    ]  # fmt: skip
    assert text.features(None, None, None) == []
