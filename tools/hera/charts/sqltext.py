"""Just enough of SQL's lexical rules to read the calls and inserts of a chart script without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<skip> \s+ | --[^\n]* | /\*.*?\*/ )
  | (?P<string> '(?:[^']|'')*' )
  | (?P<dollar> (?P<tag>\$\w*\$) .*? (?P=tag) )
  | (?P<quoted> "(?:[^"]|"")*" )
  | (?P<word> [^\W\d]\w* )
  | (?P<number> \d+(?:\.\d+)? )
  | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """A word (lower case), string, number, dollar-quoted text or sign."""

    kind: str
    text: str


def tokens(sql: str) -> list[Token]:
    """The tokens of a script without white space and comments."""
    result = []
    for found in _TOKEN.finditer(sql):
        kind, text = str(found.lastgroup), found.group()
        if found.group("dollar") is not None:
            kind = "dollar"
        if kind == "skip":
            continue
        if kind == "string":
            text = text[1:-1].replace("''", "'")
        elif kind == "quoted":
            kind, text = "word", text[1:-1].replace('""', '"')
        elif kind == "word":
            text = text.lower()
        result.append(Token(kind, text))
    return result


def arguments(stream: list[Token], start: int) -> tuple[list[list[Token]], int]:
    """The comma-separated parts of the parenthesis that opens at ``start``, and the position behind it."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for position in range(start, len(stream)):
        token = stream[position]
        if token.kind == "sign" and token.text in "([":
            depth += 1
            if depth == 1:
                continue
        elif token.kind == "sign" and token.text in ")]":
            depth -= 1
            if depth == 0:
                return parts, position + 1
        if depth == 1 and token.kind == "sign" and token.text == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    raise ValueError("a parenthesis is not closed")


def calls(stream: list[Token], name: str) -> Iterator[list[list[Token]]]:
    """The arguments of each call of a function; of a call over FROM (VALUES ...) those of every row."""
    for position in range(len(stream) - 1):
        if stream[position] != Token("word", name) or stream[position + 1] != Token("sign", "("):
            continue
        parts, after = arguments(stream, position + 1)
        if stream[after : after + 3] != _FROM_VALUES:
            yield parts
            continue
        for row in _value_rows(stream, after + 1):
            yield [row.get(part[0].text, part) if len(part) == 1 else _filled(part, row) for part in parts]


_FROM_VALUES = [Token("word", "from"), Token("sign", "("), Token("word", "values")]


def _value_rows(stream: list[Token], start: int) -> Iterator[dict[str, list[Token]]]:
    """The rows of (VALUES (...), ...) alias (column, ...) by column; ``start`` is the opening parenthesis."""
    rows, after = arguments(stream, start)
    columns = arguments(stream, next(i for i in range(after, len(stream)) if stream[i] == Token("sign", "(")))[0]
    for row in rows:
        body = row[1:] if row and row[0] == Token("word", "values") else row
        if body:
            yield {column[0].text: value for column, value in zip(columns, arguments(body, 0)[0], strict=False)}


def _filled(part: list[Token], row: dict[str, list[Token]]) -> list[Token]:
    """An expression with its columns replaced by their values."""
    return [token for old in part for token in (row.get(old.text, [old]) if old.kind == "word" else [old])]


def inserts(stream: list[Token], table: str) -> Iterator[dict[str, list[Token]]]:
    """Each row of INSERT INTO table (columns) VALUES (...), (...)."""
    head = [Token("word", "insert"), Token("word", "into"), Token("word", table), Token("sign", "(")]
    for position in range(len(stream) - len(head)):
        if stream[position : position + len(head)] != head:
            continue
        columns, after = arguments(stream, position + len(head) - 1)
        if after >= len(stream) or stream[after] != Token("word", "values"):
            continue
        after += 1
        while after < len(stream) and stream[after] == Token("sign", "("):
            values, after = arguments(stream, after)
            if len(values) == len(columns):
                yield {column[0].text: value for column, value in zip(columns, values, strict=True)}
            if after < len(stream) and stream[after] == Token("sign", ","):
                after += 1


def text_of(part: list[Token]) -> str:
    """The text of an argument that is one literal; empty for anything else."""
    return part[0].text if len(part) == 1 and part[0].kind in ("string", "number", "dollar") else ""
