"""Random posting templates, and what their amounts are by Python's own parser and exact fractions."""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

VARIABLES = ("gross", "net", "tax", "quantity", "rate")
ATOM = ("/", "min", "max", "round")
Document = dict[str, Decimal]

NUMBERS = st.one_of(
    st.integers(0, 20).map(str), st.sampled_from(["0.5", "0.2", "1.20", "0.075", "3", "7", "100"]),
    st.decimals("0.001", "9999.999999", places=6).map(str),
)  # fmt: skip


def _join(sign: str) -> Any:
    return lambda pair: f"{pair[0]} {sign} {pair[1]}"


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(_join("+")), pairs.map(_join("-")), pairs.map(_join("*")),
        st.tuples(inner, st.sampled_from(["2", "3", "7", "1.2", "0.8"])).map(lambda p: f"({p[0]}) / {p[1]}"),
        inner.map(lambda text: f"({text})"), inner.map(lambda text: f"-{text}"),
    )  # fmt: skip


def _grow_functions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        _grow(inner), pairs.map(lambda p: f"min({p[0]}, {p[1]})"), pairs.map(lambda p: f"max({p[0]},{p[1]})"),
        inner.map(lambda text: f"round({text}, 2)"), pairs.map(lambda p: f"({p[0]}) / ({p[1]})"),
    )  # fmt: skip


LEAVES = st.one_of(st.sampled_from(VARIABLES), NUMBERS)
SUMS = st.recursive(LEAVES, _grow, max_leaves=5).filter(lambda text: len(text) <= 60)
AMOUNTS = st.one_of(SUMS, st.recursive(LEAVES, _grow_functions, max_leaves=5).filter(lambda text: len(text) <= 60))


@st.composite
def templates(draw: st.DrawFn) -> list[dict[str, str]]:
    """Lines of which some balance: by a rest, by the difference written out, by what stands on both sides, or not."""
    sides = ["debit", "credit"]
    amounts = draw(
        st.lists(st.tuples(draw(st.sampled_from([SUMS, AMOUNTS])), st.sampled_from(sides)), min_size=1, max_size=3)
    )
    lines = [{"account": "bank", "side": side, "amount": amount} for amount, side in amounts]
    closing = draw(st.sampled_from(["rest", "difference", "mirror", "nothing"]))
    if closing == "rest":
        lines.insert(
            draw(st.integers(0, len(lines))),
            {"account": "sales", "side": draw(st.sampled_from(sides)), "amount": "rest"},
        )
    elif closing == "difference":
        signs = {"debit": "+", "credit": "-"}
        total = " ".join(f"{signs[side]} ({amount})" for amount, side in amounts)
        lines.append({"account": "sales", "side": "credit", "amount": f"0 {total}"})
    elif closing == "mirror":
        lines += [{**line, "account": "sales", "side": sides[line["side"] == "debit"]} for line in lines]
    else:
        lines.append({"account": "sales", "side": draw(st.sampled_from(sides)), "amount": draw(SUMS)})
    return lines


@st.composite
def documents(draw: st.DrawFn, decimals: int) -> Document:
    """Numbers of a document: tax is part of the gross amount."""
    unit = Decimal(1).scaleb(-decimals)
    gross = draw(st.one_of(st.integers(1, 999), st.integers(1, 10**14))) * unit
    tax = draw(st.sampled_from([Decimal(0), gross, (gross / 6).quantize(unit), (gross / 11).quantize(unit)]))
    quantity = draw(st.decimals("0", "99999", places=draw(st.integers(0, 4))))
    rate = draw(st.decimals("0", "9999", places=draw(st.integers(0, 6))))
    return {"gross": gross, "tax": tax, "net": gross - tax, "quantity": quantity, "rate": rate}


def evaluate(text: str, document: Document) -> Fraction:
    """The value of an expression. Raises ZeroDivisionError."""
    return _value(ast.parse(text.strip(), mode="eval").body, document)


def is_polynomial(text: str) -> bool:
    """Whether nothing but sums, products and division by a constant is in it."""
    for node in ast.walk(ast.parse(text.strip(), mode="eval")):
        if isinstance(node, ast.Call):
            return False
        divides = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
        if divides and any(isinstance(part, ast.Name) for part in ast.walk(node.right)):  # type: ignore[attr-defined]
            return False
    return True


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Rounded to decimals, halves away from zero."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def _value(node: ast.expr, document: Document) -> Fraction:
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    if isinstance(node, ast.Name):
        return Fraction(document[node.id])
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, document)
    if isinstance(node, ast.Call):
        assert isinstance(node.func, ast.Name)
        values = [_value(argument, document) for argument in node.args]
        if node.func.id == "round":
            return rounded(values[0], int(values[1]) if len(values) > 1 else 0)
        return (min if node.func.id == "min" else max)(values)
    assert isinstance(node, ast.BinOp)
    left, right = _value(node.left, document), _value(node.right, document)
    if isinstance(node.op, ast.Add):
        return left + right
    if isinstance(node.op, ast.Sub):
        return left - right
    return left * right if isinstance(node.op, ast.Mult) else left / right
