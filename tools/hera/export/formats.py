"""Beancount, hledger and CSV. Each format turns lines into pieces of text with the number of lines in each."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from hera.export.names import AccountNames, beancount_name, hledger_name, plain
from hera.export.read import COLUMNS, Line, documents

Pieces = Iterator[tuple[str, int]]

_LETTERS = {"asset": "A", "liability": "L", "equity": "E", "income": "R", "expense": "X"}


def _narration(lines: list[Line]) -> str:
    first = lines[0]
    if first.entry == "opening":
        return "Opening balances"
    said = plain(first.description) or plain(first.transaction_type).replace("_", " ")
    reference = plain(first.reference_number)
    return f"{said} ({reference})" if reference else said


def _amount(line: Line) -> str:
    return f"{line.signed:f} {line.currency}"


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def beancount(lines: Iterator[Line]) -> Pieces:
    """Beancount 2 and 3. An account is opened on the day of its first line."""
    names = AccountNames(beancount_name)
    yield 'option "title" "HERA"\n', 0
    for group in documents(lines):
        day = group[0].transaction_date.isoformat()
        opened = []
        for line in group:
            if names.is_new(line):
                opened.append(f"{day} open {names.name(line)}\n")
                opened.append(f"  code: {_quote(plain(line.account_code))}\n")
        payee = plain(group[0].counterparty)
        head = f"{day} * {_quote(payee) + ' ' if payee else ''}{_quote(_narration(group))}\n"
        if group[0].transaction_id:
            head += f'  id: "{group[0].transaction_id}"\n'
        postings = ""
        for line in group:
            postings += f"  {names.name(line)}  {_amount(line)}\n"
            for key, text in (("unit", line.unit), ("tax-code", line.tax_code)):
                postings += f"    {key}: {_quote(plain(text))}\n" if text else ""
        yield "\n" + "".join(opened) + head + postings, len(group)


def hledger(lines: Iterator[Line]) -> Pieces:
    """hledger 1.x. An account is declared with its type before its first line."""
    names = AccountNames(hledger_name)
    yield "decimal-mark .\n", 0
    for group in documents(lines):
        declared = "".join(
            f"account {names.name(line)}  ; type: {_LETTERS[line.account_type]}\n"
            for line in group
            if names.is_new(line)
        )
        payee, said = _words(group[0].counterparty), _words(_narration(group))
        head = f"{group[0].transaction_date.isoformat()} * {payee + ' | ' if payee else ''}{said}\n"
        if group[0].transaction_id:
            head += f"    ; id: {group[0].transaction_id}\n"
        postings = ""
        for line in group:
            tags = [f"{key}: {_tag(text)}" for key, text in (("unit", line.unit), ("tax_code", line.tax_code)) if text]
            postings += f"    {names.name(line)}  {_amount(line)}{'  ; ' + ', '.join(tags) if tags else ''}\n"
        yield "\n" + declared + head + postings, len(group)


def _words(text: str | None) -> str:
    # A bar ends the payee, a semicolon the description; what stands first must not look like a mark or a code.
    return plain(text).replace("|", "/").replace(";", ",").lstrip("(!*= ")


def _tag(text: str | None) -> str:
    # A comma ends the value of a tag, a colon begins another.
    return plain(text).replace(",", " ").replace(":", " ")


def comma_separated(lines: Iterator[Line]) -> Pieces:
    """One row per line, with a header."""
    yield _row(COLUMNS), 0
    for line in lines:
        yield _row([getattr(line, column) for column in COLUMNS]), 1


def _row(values: Sequence[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(values)
    return buffer.getvalue()


FORMATS: dict[str, Callable[[Iterator[Line]], Pieces]] = {
    "beancount": beancount,
    "hledger": hledger,
    "csv": comma_separated,
}
