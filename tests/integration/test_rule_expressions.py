"""Expressions of rules: they mean what the same words mean in SQL, and nothing that is not sound is accepted."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import refused, value

FACTS: dict[str, Any] = {
    "gross": 1200.5,
    "net": 1000.25,
    "tax": 200.25,
    "quantity": None,
    "line_count": 3,
    "transaction_date": "2026-02-28",
    "due_date": "2026-03-30",
    "document_date": None,
    "credit_note": False,
    "unit": "North",
    "account": "it's",
    "counterparty": None,
    "metadata": {"po": "PO-17", "weight": "12.50"},
}
NUMBERS = ["gross", "net", "tax", "quantity", "line_count", "0", "7", "200.25", "number(metadata.weight)"]
DAYS = ["transaction_date", "due_date", "document_date", "2026-02-28", "1999-12-31"]
TEXTS = ["unit", "account", "counterparty", "metadata.po", "'North'", "'it''s'", "''"]
# What the same thing is called in SQL.
SQL = {
    "number(metadata.weight)": "'12.50'::numeric",
    "metadata.po": "'PO-17'",
    "credit_note": "false",
    "quantity": "NULL::numeric",
    "document_date": "NULL::date",
    "counterparty": "NULL::text",
    **{name: f"({FACTS[name]})::numeric" for name in ("gross", "net", "tax", "line_count")},
    **{f"{day}": f"date '{FACTS.get(day) or day}'" for day in DAYS if day != "document_date"},
    "unit": "'North'",
    "account": "'it''s'",
}


class Maker:
    """Random expressions, each as HERA's words and as SQL."""

    def __init__(self, choose: random.Random) -> None:
        self.choose = choose

    def word(self, words: list[str]) -> tuple[str, str]:
        word = self.choose.choice(words)
        return word, SQL.get(word, word)

    def number(self, depth: int) -> tuple[str, str]:
        kind = self.choose.randrange(8 if depth else 2)
        if kind < 2:
            return self.word(NUMBERS)
        if kind == 2:
            (a, x), (b, y) = self.day(0), self.day(0)
            return f"({a} - {b})", f"({x} - {y})::numeric"
        (a, x), (b, y) = self.number(depth - 1), self.number(depth - 1)
        if kind == 3:
            return f"min({a}, {b})", f"least({x}, {y})"
        if kind == 4:
            return f"abs(-{a})", f"abs(-({x}))"
        if kind == 5:
            return f"{a} / ({b})", f"({x})::numeric / nullif({y}, 0)::numeric"
        sign = self.choose.choice("+-*")
        return f"({a} {sign} {b})", f"(({x})::numeric {sign} ({y})::numeric)"

    def day(self, depth: int) -> tuple[str, str]:
        a, x = self.word(DAYS)
        if depth and self.choose.random() < 0.5:
            return f"{a} + 30", f"({x} + 30)"
        return a, x

    def truth(self, depth: int) -> tuple[str, str]:
        kind = self.choose.randrange(9 if depth else 5)
        if kind == 0:
            (a, x), (b, y) = self.word(TEXTS), self.word(TEXTS)
            sign = self.choose.choice(["=", "!=", "<>"])
            return f"{a} {sign} {b}", f"{x} {sign} {y}"
        if kind == 1:
            (a, x), values = self.number(1), [self.number(0) for _ in range(3)]
            return f"{a} in ({', '.join(v for v, _ in values)})", f"({x}) IN ({', '.join(v for _, v in values)})"
        if kind == 2:
            (a, x), (b, y) = self.day(1), self.day(1)
            return f"weekday({a}) <= 5 and {a} <= {b}", f"extract(isodow FROM {x}) <= 5 AND {x} <= {y}"
        if kind < 5:
            (a, x), (b, y) = self.number(2), self.number(2)
            sign = self.choose.choice(["=", "!=", "<", "<=", ">", ">="])
            return f"{a} {sign} {b}", f"({x}) {sign} ({y})"
        a, x = self.truth(depth - 1)
        if kind == 5:
            return f"not ({a})", f"NOT ({x})"
        b, y = self.truth(depth - 1)
        # Without brackets: how strongly signs bind must be that of SQL.
        sign = self.choose.choice(["and", "or"])
        return f"{a} {sign} {b}", f"{x} {sign} {y}"


def holds(db: Connection, expression: str) -> Any:
    program = value(db, "SELECT hera_internal.compile_condition(%s, 'p', false)", [expression])
    return value(db, "SELECT hera_internal.condition_holds(%s, %s)", [program, Jsonb(FACTS)])


def test_an_expression_is_what_it_is_in_sql(db: Connection, rng: random.Random, scaled: Callable[[int], int]) -> None:
    maker = Maker(rng)
    seen: set[Any] = set()
    for _ in range(scaled(20_000)):
        words, sql = maker.truth(2)
        if len(words) > 500:
            continue
        try:
            found = holds(db, words)
        except psycopg.Error as error:
            assert "at most 100 words" in str(error), (words, error)
            continue
        wanted = value(db, f"SELECT {sql.replace('%', '%%')}")
        seen.add(found)
        assert found == wanted, (words, sql)
    assert seen == {True, False, None}


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("present(unit) and not present(counterparty)", True),
        ("present('  ')", False),
        ("length(metadata.po) = 5 and lower(unit) = 'north'", True),
        ("number(metadata.po) > 1", None),
        ("number(metadata.nothing.below) > 1", None),
        ("round(gross) = 1201", True),
        ("max(due_date, transaction_date, document_date) = 2026-03-30", True),
        ("unit in ('South','North') or unit = ''", True),
        ("due_date <= transaction_date + 30", True),
        ("credit_note", False),
        ("1 / 0 = 1", None),
        ("2 + 3 * 4 = 14 and -2 * -2 = 4 and 10 - 3 - 2 = 5", True),
        ("999999999999 * 999999999999 * 999999999999 > 0", True),
    ],
)
def test_functions(db: Connection, expression: str, wanted: bool | None) -> None:
    assert holds(db, expression) is wanted


@pytest.mark.parametrize(
    "expression",
    [
        "",
        " ",
        "1",
        "'a'",
        "gross",
        "gross +",
        "gross > 1 tax",
        "gross > unit",
        "unit > 'a'",
        "gross > 'a'",
        "transaction_date + due_date > transaction_date",
        "transaction_date > 20260101",
        "not gross",
        "gross > 1 and 2",
        "gross in 1",
        "gross in (1, 'a')",
        "list(1) = list(1)",
        "min() = 1",
        "abs(1, 2) = 1",
        "pg_sleep(10) = 1",
        "current_user = 'x'",
        "line.amount > 1",
        "metadata > 'a'",
        "nowhere = 'x'",
        "2026-02-30 = transaction_date",
        "gross > 1; drop table x",
        "'unclosed = unit",
        "((gross > 1)",
        "gross > 1)",
        "gross neg tax > 1",
        "gross not tax > 1",
        "1234567890123 > 1",
        "gross > 1 " * 60,
        "(" * 200 + "1 = 1" + ")" * 200,
        "\x01 = 1",
    ],
)
def test_what_is_not_sound_is_refused(db: Connection, expression: str) -> None:
    with db.transaction(force_rollback=True), refused("ZHV18"):
        holds(db, expression)
