"""Quoting of texts inside generated SQL."""

from __future__ import annotations

import hashlib


def dollar_quote(text: str, stem: str = "q") -> str:
    """Quote a text with a dollar tag that does not occur in it.

    A text may end in a dollar sign or an unfinished tag, so the tag must
    not appear in the text followed by the closing delimiter's first sign.
    """
    number = 0
    while True:
        tag = f"${stem}{number or ''}$"
        if tag not in text + tag[:-1]:
            return f"{tag}{text}{tag}"
        number += 1


def nest(text: str) -> str:
    """Quote a text that itself stands inside a generated function body."""
    return dollar_quote(text, "q" + hashlib.sha256(text.encode()).hexdigest()[:6])


def literal(text: str) -> str:
    """Quote a short text as a standard string."""
    if "\\" in text:
        raise ValueError(f"backslash in a generated literal: {text!r}")
    return "'" + text.replace("'", "''") + "'"


def text_array(items: tuple[str, ...] | list[str]) -> str:
    """Return an array expression of texts."""
    if not items:
        return "ARRAY[]::text[]"
    return "ARRAY[" + ", ".join(literal(i) for i in items) + "]::text[]"
