"""Reading and writing smart codes undo each other, patterns agree with a model, and no text gets out of hand."""

from __future__ import annotations

import json
import re
import string
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from support.databases import Connection

MODES = ["ASSISTED", "AUTO", "MANUAL", "SCHEDULED"]
NAMES = st.from_regex(r"[A-Z][A-Z0-9_]{0,31}", fullmatch=True)
TAGS = st.from_regex(r"[a-z][a-z0-9_]{1,31}", fullmatch=True).filter(lambda tag: not re.match(r"v[0-9]|conf", tag))
NUMBERS = st.integers(0, 9999)
VERSIONS = st.lists(NUMBERS, min_size=1, max_size=3).map(lambda parts: ".".join(map(str, parts)))
REFUSED = re.compile(r"ZHS0[1-7]")


def limits(examples: int) -> settings:
    """As many examples as this run is to have."""
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    )


class Registry:
    """Dimensions with their tokens in the order of codes."""

    def __init__(self, db: Connection) -> None:
        rows = db.execute("SELECT dimension, multiple, token, neutral FROM hera.list_smart_code_tokens()").fetchall()
        self.tokens: dict[str, list[str]] = {}
        self.neutral: dict[str, str] = {}
        self.multiple = {dimension for dimension, multiple, _, _ in rows if multiple}
        for dimension, _, token, neutral in rows:
            if neutral:
                self.neutral[dimension] = token
            else:
                self.tokens.setdefault(dimension, []).append(token)

    def several(self, dimension: str) -> st.SearchStrategy[list[str]]:
        """One or more tokens in their order."""
        return st.sets(st.sampled_from(self.tokens[dimension]), min_size=1).map(
            lambda chosen: [token for token in self.tokens[dimension] if token in chosen]
        )

    def dimensions(self) -> st.SearchStrategy[dict[str, Any]]:
        """Any choice of dimensions, without neutral values."""
        return st.fixed_dictionaries(
            {},
            optional={
                dimension: self.several(dimension) if dimension in self.multiple else st.sampled_from(tokens)
                for dimension, tokens in self.tokens.items()
            },
        )

    def parts(self) -> st.SearchStrategy[dict[str, Any]]:
        """Parts as parsing gives them."""
        static = st.fixed_dictionaries(
            {
                "namespace": st.just("HERA"),
                "module": NAMES,
                "process": NAMES,
                "mode": st.sampled_from(MODES),
                "version": st.just(1) | st.integers(1, 9999),
            }
        )
        models = st.just((None, None)) | st.tuples(TAGS, st.none() | VERSIONS)
        return st.builds(
            lambda s, d, m, c: {
                "static": s, "dimensions": d, "model_tag": m[0], "model_version": m[1], "confidence": c,
                "canonical": True,
            },
            static, self.dimensions(), models, st.none() | st.integers(0, 100),
        )  # fmt: skip

    def all_tokens(self) -> list[str]:
        """Tokens of every dimension, neutral ones too."""
        return [token for tokens in self.tokens.values() for token in tokens] + list(self.neutral.values())


@pytest.fixture
def registry(db: Connection) -> Registry:
    return Registry(db)


def parse(db: Connection, code: str) -> Any:
    row = db.execute("SELECT hera.parse_smart_code(%s)", [code]).fetchone()
    assert row
    return row[0]


def render(db: Connection, parts: Any) -> str:
    row = db.execute("SELECT hera.render_smart_code(%s)", [Jsonb(parts)]).fetchone()
    assert row
    return str(row[0])


def matches(db: Connection, code: str, pattern: str) -> bool:
    row = db.execute("SELECT hera.smart_code_matches(%s, %s)", [code, pattern]).fetchone()
    assert row
    return bool(row[0])


def outcome(db: Connection, statement: str, arguments: list[Any]) -> tuple[Any, str | None]:
    """The value, or the SQLSTATE of the refusal."""
    try:
        with db.transaction():
            row = db.execute(statement.encode(), arguments).fetchone()
            assert row
            return row[0], None
    except psycopg.Error as error:
        return None, error.sqlstate


def test_parsing_undoes_rendering(db: Connection, registry: Registry, scaled: Callable[[int], int]) -> None:
    @limits(scaled(10_000))
    @given(parts=registry.parts())
    def check(parts: dict[str, Any]) -> None:
        code = render(db, parts)
        assert len(code) <= 1000
        assert parse(db, code) == parts
        assert render(db, parse(db, code)) == code

    check()


def test_every_way_to_write_a_code_has_one_canonical_form(
    db: Connection, registry: Registry, scaled: Callable[[int], int]
) -> None:
    """Tokens in any order, neutral ones and neutral mode and version written or not."""

    @limits(scaled(10_000))
    @given(parts=registry.parts(), data=st.data())
    def check(parts: dict[str, Any], data: st.DataObject) -> None:
        static = parts["static"]
        tokens = [
            token for value in parts["dimensions"].values() for token in (value if isinstance(value, list) else [value])
        ]
        tokens += [
            token
            for dimension, token in registry.neutral.items()
            if dimension not in parts["dimensions"] and data.draw(st.booleans())
        ]
        segments = ["HERA", static["module"], static["process"]]
        if static["mode"] != "AUTO" or data.draw(st.booleans()):
            segments.append(static["mode"])
        if static["version"] != 1 or data.draw(st.booleans()):
            segments.append(f"v{static['version']}")
        segments += data.draw(st.permutations(tokens))
        if parts["model_tag"]:
            segments.append(parts["model_tag"])
        if parts["model_version"]:
            segments.append(f"v{parts['model_version']}")
        if parts["confidence"] is not None:
            segments.append(f"conf{parts['confidence']}")
        written = ".".join(segments)
        code = render(db, parts)
        assert parse(db, written) == parts | {"canonical": written == code}
        assert render(db, parse(db, written)) == code

    check()


def test_what_reads_is_written_back_or_refused_by_name(
    db: Connection, registry: Registry, scaled: Callable[[int], int]
) -> None:
    """Rows of plausible segments: nothing but a canonical form comes back, and every refusal is one of HERA's."""
    segments = st.one_of(
        st.sampled_from(
            ["HERA", "SALES", "INV", "AUTO", "MANUAL", "v1", "v2", "v0", "3", "02", "conf94", "conf101", "ai"]
        ),
        st.sampled_from(registry.all_tokens()),
        st.text(string.ascii_letters + string.digits + "_", max_size=6),
        st.integers(0, 10**30).map(lambda number: f"v{number}"),
    )

    @limits(scaled(10_000))
    @given(tail=st.lists(segments, max_size=8), head=st.just(["HERA", "SALES", "INV"]) | st.lists(segments, max_size=3))
    def check(tail: list[str], head: list[str]) -> None:
        code = ".".join([*head, *tail])
        value, refusal = outcome(db, "SELECT hera.parse_smart_code(%s)", [code])
        if refusal is None:
            canonical = render(db, value)
            assert value["canonical"] is (canonical == code)
            assert parse(db, canonical) == value | {"canonical": True}
        else:
            assert REFUSED.fullmatch(refusal), f"{code!r}: {refusal}"

    check()


def test_any_text_and_any_json_is_read_or_refused(db: Connection, scaled: Callable[[int], int]) -> None:
    texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)
    values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
        max_leaves=8,
    )
    fields = st.sampled_from(["static", "dimensions", "model_tag", "model_version", "confidence", "canonical"])
    parts = values | st.dictionaries(fields, values, max_size=6).map(
        lambda drawn: {"static": {"module": "SALES", "process": "INV"}} | drawn
    )

    @limits(scaled(10_000))
    @given(text=texts, pattern=texts, part=parts)
    def check(text: str, pattern: str, part: Any) -> None:
        for statement, arguments in (
            ("SELECT hera.parse_smart_code(%s)", [text]),
            ("SELECT hera.render_smart_code(%s)", [Jsonb(part)]),
            ("SELECT hera.smart_code_matches('HERA.SALES.INV', %s)", [pattern]),
            ("SELECT hera.smart_code_matches('HERA.SALES.INV', %s)", ["** " + pattern]),
        ):
            _, refusal = outcome(db, statement, arguments)
            assert refusal is None or REFUSED.fullmatch(refusal), f"{statement} {arguments!r}: {refusal}"

    check()


def test_patterns_agree_with_regular_expressions(
    db: Connection, registry: Registry, scaled: Callable[[int], int]
) -> None:
    tokens = ["VIP", "LARGE", "RUSH", "LOWRISK"]
    segments = st.sampled_from(["HERA", "SALES", "INV", "AUTO", "v1", "*", "**", *tokens])

    @limits(scaled(10_000))
    @given(chosen=st.sets(st.sampled_from(tokens)), pattern=st.lists(segments, min_size=1, max_size=8))
    def check(chosen: set[str], pattern: list[str]) -> None:
        words = [token for token in tokens if token in chosen]
        code = ".".join(["HERA", "SALES", "INV", *(words or ["AUTO", "v1"])])
        expression = "".join({"*": r"[^.]+\.", "**": r"(?:[^.]+\.)*"}.get(part, part + r"\.") for part in pattern)
        assert matches(db, code, ".".join(pattern)) is bool(re.fullmatch(expression, code + "."))
        conditions = " ".join(
            f"{dimension}={token}"
            for dimension, token in zip(["customer", "magnitude", "temporal", "risk"], tokens, strict=True)
            if token in chosen
        )
        assert not conditions or matches(db, code, f"** {conditions}")

    check()


def test_longest_code(db: Connection, registry: Registry) -> None:
    """Whatever can be said fits: the longest token of each dimension, every tag, the longest names and numbers."""
    parts = {
        "static": {
            "namespace": "HERA", "module": "M" * 32, "process": "P" * 32, "mode": "SCHEDULED", "version": 9999,
        },
        "dimensions": {
            dimension: tokens if dimension in registry.multiple else max(tokens, key=len)
            for dimension, tokens in registry.tokens.items()
        },
        "model_tag": "m" * 32, "model_version": "9999.9999.9999", "confidence": 100, "canonical": True,
    }  # fmt: skip
    code = render(db, parts)
    assert parse(db, code) == parts
    assert len(code) <= 1000


@pytest.mark.parametrize(
    "text",
    [
        "HERA." * 2000,
        "HERA.SALES.INV.v" + "9" * 10_000,
        "A" * 10_000,
        "." * 10_000,
        "\x01" * 10_000,
        "é" * 5_000,
        "HERA.SALES.INV." + "VIP." * 240 + "VIP",
        ".".join(["**", "A"] * 240),
        "** " + "customer=VIP " * 70,
        "**." * 1000,
    ],
)
def test_hostile_text_costs_nothing(db: Connection, text: str) -> None:
    """Answered at once, as code, as pattern and as parts, with an error of HERA's own."""
    code = "HERA.SALES.INV.VIP.LARGE.RUSH.LOWRISK.Q4PEAK.SOX.PCI.GDPR.HIPAA.AML.ai2024.v3.2.conf94"
    parse(db, code)
    begun = time.perf_counter()
    assert REFUSED.fullmatch(outcome(db, "SELECT hera.parse_smart_code(%s)", [text])[1] or "")
    _, refusal = outcome(db, "SELECT hera.smart_code_matches(%s, %s)", [code, text])
    assert refusal is None or REFUSED.fullmatch(refusal)
    _, refusal = outcome(db, "SELECT hera.render_smart_code(%s)", [json.dumps({"static": {"module": text}})])
    assert REFUSED.fullmatch(refusal or "")
    assert time.perf_counter() - begun < 1
