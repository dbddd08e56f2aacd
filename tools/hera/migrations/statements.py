"""Scripts cut into statements, without a parser: strings, quoted names, dollar quotes and comments are respected."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    --[^\n]*                                    # comment to the end of the line
    | /\* .*? \*/                               # comment; migrations have none within another
    | (?P<tag> \$ (?:[A-Za-z_]\w*)? \$ ) .*? (?P=tag)
    | (?<!\w) [Ee] ' (?: [^'\\] | \\. | '' )* '
    | ' (?: [^'] | '' )* '
    | " (?: [^"] | "" )* "
    | ;
    | .
    """,
    re.X | re.S,
)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.S)


def split(text: str) -> Iterator[str]:
    """Yield the statements of a script, without comments around them and without semicolons."""
    parts: list[str] = []
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word == ";":
            if statement := "".join(parts).strip():
                yield statement
            parts = []
        elif word.startswith(("--", "/*")):
            parts.append(" ")
        else:
            parts.append(word)
    if statement := "".join(parts).strip():
        yield statement


def squeeze(statement: str) -> str:
    """A statement on one line."""
    return re.sub(r"\s+", " ", _COMMENT.sub(" ", statement)).strip()


def commas(text: str) -> list[str]:
    """Cut at the commas that stand in no parentheses and no string."""
    parts, depth, quoted, start = [], 0, False, 0
    for place, sign in enumerate(text):
        if sign == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "," and depth == 0:
            parts.append(text[start:place].strip())
            start = place + 1
    return [*parts, text[start:].strip()]
