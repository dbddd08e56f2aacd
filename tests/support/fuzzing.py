"""Arguments of any kind for any public function: what it knows, what others know, and what nobody would send."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import strategies as st

from support.leaks.arguments import Columns, Function
from support.leaks.world import quote

Strategy = st.SearchStrategy[Any]
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ANY_SIGN = st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00")
ODD = st.sampled_from(
    [
        "", " ", "\t\r\n", "\x01\x02\x7f", "\u202e\u200b\ufeff", "a" * 64, "a" * 300, "x y " * 5_000, "ﷺ" * 1_000, "%_\\'\"",
        "$1",
        "水道局", "ООО Водоканал", "شركة المياه", "บริษัทน้ำ", "🚰🚰", "ﬁnanz™ Ⅳ", "e\u0301" * 200, "null", "NaN", "-0", "1e999999",
        "0x1F", "'; DROP TABLE x; --", "${jndi:x}", "(((((((((", "[", "{}", "[]", "a.b.c", "HERA", "HERA.X.Y.v1", "2026-02-30",
        "2026-01", "2026-13", "infinity", "now", "9" * 400, "1" * 131_100, "\\", "{NULL}", "*", "../../etc/passwd", "0", "-1",
    ]
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-5, 500).map(str),
    st.decimals("-1e9", "1e9", places=2).map(str),
    st.sampled_from(
        ["0", "-0", "NaN", "Infinity", "-Infinity", "1e20", "-1e20", "0.000000001", "9" * 38, "1e-300", "1e300", "1e130000",
         "999999999999999.99", "-0.005", "2147483648"]
    ),
)  # fmt: skip
INTEGERS = {
    "smallint": st.one_of(st.integers(-3, 130), st.sampled_from([-(2**15), 2**15 - 1])),
    "integer": st.one_of(st.integers(-3, 130), st.integers(1990, 2040), st.sampled_from([-(2**31), 2**31 - 1, 10**6])),
    "bigint": st.one_of(st.integers(-3, 130), st.sampled_from([-(2**63), 2**63 - 1, 10**12])),
}
DATES = st.one_of(
    st.dates().map(str),
    st.sampled_from(
        ["2026-01-31", "2026-03-10", "2026-12-31", "2024-02-29", "infinity", "-infinity", "0001-01-01", "9999-12-31",
         "5874897-12-31", "4713-01-01 BC"]
    ),
)  # fmt: skip
MOMENTS = st.one_of(
    st.datetimes().map(lambda moment: f"{moment}+00"),
    st.sampled_from(
        [
            "2026-01-31 12:00+00",
            "now",
            "infinity",
            "-infinity",
            "0001-01-01+00",
            "294276-12-31+00",
            "4713-01-01 00:00 BC",
        ]
    ),
)
FLOATS = st.one_of(st.floats(width=32).map(str), st.sampled_from(["NaN", "Infinity", "1e-40", "3.4e38"]))
INTERVALS = st.sampled_from(
    ["0", "1 second", "1 hour", "-1 day", "178000000 years", "1 month -30 days", "1 microsecond"]
)
JSON: Strategy = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False),
        st.text(ANY_SIGN, max_size=20), ODD.filter(lambda text: len(text) < 1000),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(ANY_SIGN, max_size=10), inner, max_size=4)),
    max_leaves=8,
)  # fmt: skip


# Lists within lists, as far as jsonb takes them and further.
DEEP = st.sampled_from(["[" * depth + "]" * depth for depth in (50, 3_000, 100_000)])


class Fuzz:
    """Strategies by name and type; ``columns`` are values of the caller's own rows, ``words`` those of a function's body."""

    def __init__(self, columns: Columns, organization: str, request_fields: list[str]) -> None:
        self.columns = columns
        self.organization = organization
        self.request_fields = request_fields
        everything = sorted({item for items in columns.values() for item in items})
        self.ids = [item for item in everything if _UUID.fullmatch(item)]
        self.texts = [item for item in everything if not _UUID.fullmatch(item) and len(item) < 120]

    def _known(self, name: str, pattern: str = ".*") -> list[str]:
        plain = name.removeprefix("p_")
        tried = (plain, f"{plain}_id", plain.removesuffix("s"), f"{plain}_code", f"account_{plain}")
        values = {
            item for column in tried for item in self.columns.get(column, []) if re.fullmatch(pattern, item, re.S)
        }
        return sorted(values)

    def text(self, name: str, words: tuple[str, ...]) -> Strategy:
        known = self._known(name)
        likely = [st.sampled_from(items) for items in (known, list(words), self.texts) if items]
        return st.one_of(*likely, *likely[:2], ODD, st.text(ANY_SIGN, max_size=40))

    def uuid(self, name: str) -> Strategy:
        known = self._known(name, _UUID.pattern)
        return st.one_of(
            *([st.sampled_from(known)] * 2 if known else []), st.sampled_from(self.ids), st.uuids().map(str)
        )

    def scalar(self, name: str, words: tuple[str, ...]) -> Strategy:
        """A value of a field of JSON."""
        likely: list[Strategy] = [self.text(name, words)]
        if name.endswith("id"):
            likely = [self.uuid(name)]
        elif "date" in name or name in ("from", "to"):
            likely = [DATES]
        elif "amount" in name or "rate" in name or name in ("minimum", "maximum", "total", "net"):
            likely = [NUMBERS, st.integers(-5, 500), st.integers(1, 10**6)]
        elif name in ("lines", "settles", "accounts", "entries", "fields", "conditions", "parameters"):
            likely = [self.object(("account", "side", "amount", "code", "name", "type"), words, depth=1)]
            likely = [st.lists(likely[0], max_size=3), likely[0]]
        return st.one_of(*likely, *likely, *likely, JSON)

    def object(self, fields: tuple[str, ...], words: tuple[str, ...], depth: int = 0) -> Strategy:
        names = sorted({*fields, *self.request_fields}) if depth == 0 else list(fields)

        @st.composite
        def build(draw: st.DrawFn) -> dict[str, Any]:
            chosen = draw(st.lists(st.sampled_from(names), max_size=8, unique=True))
            made = {name: draw(self.scalar(name, words)) for name in chosen}
            if draw(st.integers(0, 9)) == 0:
                made[draw(st.text(ANY_SIGN, max_size=8))] = draw(JSON)
            return made

        return build()

    def json(self, fields: tuple[str, ...], words: tuple[str, ...]) -> Strategy:
        item = self.object(fields, words)
        made = st.one_of(item, item, item, st.lists(item, max_size=3), JSON, st.sampled_from([[], {}, [None]]))
        text = made.map(json.dumps)
        return st.one_of(*[text] * 8, DEEP)

    def literal(self, name: str, kind: str, function: Function) -> Strategy:
        """An SQL expression of the type, or NULL."""
        if name == "p_organization_id":
            usual = st.just(self.organization)
            return st.one_of(*[usual] * 12, st.none(), st.uuids().map(str)).map(lambda item: f"{quote(item)}::uuid")
        if kind.endswith("[]"):
            inner = self.bare(name, kind.removesuffix("[]"), function)
            items = st.lists(st.one_of(inner, inner, inner, st.none()), max_size=4)
            array = items.map(lambda chosen: f"ARRAY[{', '.join(quote(item) for item in chosen)}]::{kind}")
            return st.one_of(
                array, array, array, st.sampled_from([f"NULL::{kind}", f"'{{}}'::{kind}", f"'{{{{}}}}'::{kind}"])
            )
        bare = self.bare(name, kind, function)
        return st.one_of(bare, bare, bare, bare, bare, st.none()).map(lambda item: f"{quote(item)}::{kind}")

    def bare(self, name: str, kind: str, function: Function) -> Strategy:
        made: dict[str, Any] = {
            "uuid": lambda: self.uuid(name),
            "text": lambda: self.text(name, function.words),
            "name": lambda: self.text(name, function.words).map(lambda text: text[:60]),
            "jsonb": lambda: self.json(function.fields, function.words),
            "numeric": lambda: NUMBERS,
            "date": lambda: DATES,
            "timestamp with time zone": lambda: MOMENTS,
            "boolean": lambda: st.sampled_from(["true", "false"]),
            "interval": lambda: INTERVALS,
            "real": lambda: FLOATS,
            "double precision": lambda: FLOATS,
        }
        if kind in INTEGERS:
            return INTEGERS[kind].map(str)
        assert kind in made, f"{function.name} takes a {kind}: support/fuzzing.py has no values of that type"
        strategy: Strategy = made[kind]()
        return strategy

    def calls(self, function: Function) -> Strategy:
        """Calls of a function by name, optional arguments left out now and then."""

        @st.composite
        def build(draw: st.DrawFn) -> str:
            parts = []
            for name, kind, optional in function.arguments:
                if not (optional and draw(st.booleans())):
                    parts.append(f"{name} => {draw(self.literal(name, kind, function))}")
            return f"SELECT * FROM {function.name}({', '.join(parts)})"

        return build()
