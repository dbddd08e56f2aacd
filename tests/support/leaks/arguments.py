"""Functions as the catalog has them, and arguments for them: the victim's ids, names and numbers, by name and by type."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from support.databases import Connection
from support.leaks.world import quote

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FIELD = re.compile(r"->>? '([a-z_]{2,40})'|'([a-z_]{2,40})',")
_WORD = re.compile(r"'([A-Za-z][A-Za-z0-9_]{1,30})'")
Columns = dict[str, list[str]]


@dataclass(frozen=True)
class Function:
    """A function with the names and types of its input arguments."""

    name: str
    arguments: tuple[tuple[str, str, bool], ...]
    fields: tuple[str, ...]
    words: tuple[str, ...]
    returns_trigger: bool


def functions(admin: Connection, schema: str) -> list[Function]:
    """Every function of a schema."""
    rows = admin.execute(
        """
        SELECT p.oid::regproc::text, coalesce(p.proargnames, '{}'), p.prosrc, p.pronargs, p.pronargdefaults,
            ARRAY(SELECT format_type(a.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, n) ORDER BY n),
            p.prorettype IN ('trigger'::regtype, 'event_trigger'::regtype)
        FROM pg_proc AS p WHERE p.pronamespace = %s::regnamespace ORDER BY p.oid::regprocedure::text
        """,
        [schema],
    ).fetchall()
    found = []
    for name, names, body, count, defaults, types, trigger in rows:
        arguments = tuple(
            (names[n] if n < len(names) else "", types[n], n >= count - defaults) for n in range(count)
        )  # fmt: skip
        fields = tuple(sorted({one or two for one, two in _FIELD.findall(body)})) if body else ()
        words = tuple(sorted(set(_WORD.findall(body or ""))))
        found.append(Function(name, arguments, fields, words, trigger))
    return found


class Arguments:
    """Values for arguments from the rows of a tenant."""

    def __init__(self, rng: random.Random, columns: Columns, request_fields: list[str]) -> None:
        self.rng = rng
        self.columns = columns
        self.request_fields = request_fields
        everything = [item for items in columns.values() for item in items]
        self.ids = [item for item in everything if _UUID.fullmatch(item)]
        self.numbers = [item for item in everything if re.fullmatch(r"\d{7,15}(\.\d+)?", item)]
        self.texts = [item for item in everything if not _UUID.fullmatch(item) and 3 < len(item) < 120]
        self.dates = [item for item in everything if re.fullmatch(r"\d{4}-\d\d-\d\d", item)]
        self.moments = [item for item in everything if re.match(r"\d{4}-\d\d-\d\dT", item)]

    def _named(self, name: str, fits: Callable[[str], Any]) -> str | None:
        """A value of the column that an argument is named after."""
        plain = name.removeprefix("p_")
        for column in (plain, f"{plain}_id", plain.removesuffix("s"), f"{plain}_code", f"account_{plain}"):
            if column in self.columns and (values := [item for item in self.columns[column] if fits(item)]):
                return self.rng.choice(values)
        return None

    def text(self, name: str) -> str:
        if self.rng.random() < 0.6 and (found := self._named(name, lambda item: len(item) < 200)):
            return found
        return self.rng.choice(self.texts)

    def uuid(self, name: str) -> str:
        found = self._named(name, _UUID.fullmatch) if self.rng.random() < 0.6 else None
        return found or self.rng.choice(self.ids)

    def number(self) -> str:
        return self.rng.choice(self.numbers)

    def json(self, name: str, fields: tuple[str, ...]) -> Any:
        """An object, or a list of them, of the fields that the function reads or that requests have."""
        names = [*fields, *self.rng.sample(self.request_fields, 4)] if fields else self.request_fields
        chosen = self.rng.sample(names, min(len(names), self.rng.randint(1, 6)))
        made = {field: self.scalar(field) for field in chosen}
        if self.rng.random() < 0.2:
            made["lines"] = [{"account": self.text("account"), "side": "debit", "amount": self.number()}]
        return [made, {**made}] if name.endswith("s") and self.rng.random() < 0.8 else made

    def scalar(self, field: str) -> Any:
        if field.endswith("_id"):
            return self.uuid(field)
        if field.endswith(("_date", "date", "from", "to")):
            return self.rng.choice(self.dates)
        if "amount" in field:
            return self.number()
        return self.rng.choice([self.text, self.uuid])(field)

    def typed(self, name: str, kind: str, fields: tuple[str, ...]) -> str:
        """An SQL expression of an argument's type."""
        rng = self.rng
        if kind.endswith("[]"):
            items = [self._bare(name, kind.removesuffix("[]")) for _ in range(rng.randint(1, 3))]
            return f"ARRAY[{', '.join(quote(item) for item in items)}]::{kind}"
        if kind in ("jsonb", "json"):
            return f"{quote(json.dumps(self.json(name, fields)))}::{kind}"
        bare = self._bare(name, kind)
        return f"{quote(bare)}::{kind}"

    def _bare(self, name: str, kind: str) -> str | None:
        rng = self.rng
        if kind == "uuid":
            return self.uuid(name)
        if kind in ("text", "name", "character varying", "character"):
            return self.text(name)
        if kind in ("numeric", "bigint", "double precision", "real"):
            return self.number().split(".")[0]
        if kind in ("integer", "smallint"):
            return str(rng.choice([0, 1, 5, 50, 100, 2026]))
        if kind == "date":
            return rng.choice(self.dates)
        if kind.startswith("timestamp"):
            return rng.choice(self.moments)
        if kind == "boolean":
            return rng.choice(["true", "false"])
        if kind == "interval":
            return "1 day"
        return None


def call(
    function: Function, organization: UUID | str, mine: Arguments, theirs: Arguments, rng: random.Random,
    share: float = 0.6,
) -> str:  # fmt: skip
    """A call whose arguments are the victim's with this probability, else the attacker's own or left to their default."""
    parts = []
    for name, kind, optional in function.arguments:
        if name == "p_organization_id":
            value = f"{quote(organization)}::uuid"
        elif name == "p_organization_ids":
            value = f"ARRAY[{quote(organization)}]::uuid[]"
        elif optional and rng.random() < 0.4:
            continue
        else:
            value = (theirs if rng.random() < share else mine).typed(name, kind, function.fields)
        parts.append(f"{name} => {value}" if name else value)
    return f"SELECT * FROM {function.name}({', '.join(parts)})"
