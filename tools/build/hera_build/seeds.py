"""Read the rows of a seed file: ``INSERT INTO ... VALUES (...), (...)`` of literals."""

from __future__ import annotations

import re
from pathlib import Path

from .model import BuildError

Value = str | list[str] | None
_TOKEN = re.compile(r"\s+|--[^\n]*|(?P<text>'(?:[^']|'')*')|(?P<word>-?\w[\w.]*)|(?P<sign>[(),\[\]])")


def rows(path: Path) -> list[list[Value]]:
    """Return the rows; a number or a boolean stays text, NULL is None, ARRAY[...] a list.

    Raises BuildError for a file without VALUES or with anything but literals in them.
    """
    text = path.read_text(encoding="utf-8")
    start = re.search(r"\bVALUES\b", text)
    if start is None:
        raise BuildError(f"{path}: no VALUES")
    result: list[list[Value]] = []
    row: list[Value] | None = None
    array: list[str] | None = None
    position = start.end()
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise BuildError(f"{path}: {text[position : position + 20]!r} is no literal")
        position = token.end()
        literal = token["word"] if token["text"] is None else token["text"][1:-1].replace("''", "'")
        sign = token["sign"]
        if row is None:
            if sign == "(":
                row = []
            elif literal is not None or sign == ")":
                # ON CONFLICT, or the end of a list of rows that a query reads.
                break
        elif array is not None:
            if sign == "]":
                row.append(array)
                array = None
            elif literal is not None:
                array.append(literal)
        elif sign == "[":
            array = []
        elif sign == ")":
            result.append(row)
            row = None
        elif token["text"] is not None:
            row.append(literal)
        elif literal is not None and literal != "ARRAY":
            row.append(None if literal == "NULL" else literal)
    return result


def texts(path: Path) -> list[list[str]]:
    """Return the rows of a file without arrays, NULL as an empty text."""
    return [["" if value is None else str(value) for value in row] for row in rows(path)]
