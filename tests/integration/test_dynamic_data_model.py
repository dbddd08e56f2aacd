"""Effective-dated values against a model that is a dictionary per field."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.databases import Connection
from support.entry import Entry
from support.people import OrganizationFactory

START = date(2026, 1, 1)
DAYS = st.integers(-400, 400).map(lambda number: START + timedelta(days=number))
FIELDS: dict[str, tuple[str, st.SearchStrategy[Any]]] = {
    "price": ("number", st.decimals("-1e12", "1e12", places=4, allow_nan=False)),
    "seats": ("integer", st.integers(-(10**18), 10**18)),
    "note": ("text", st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)),
    "since": ("date", st.dates(date(1, 1, 1), date(9999, 12, 31))),
    "open": ("boolean", st.booleans()),
    "tags": ("json", st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=3)),
}
CHANGES = st.fixed_dictionaries({}, optional={name: st.none() | values for name, (_, values) in FIELDS.items()})
STEPS = st.lists(st.tuples(DAYS, CHANGES), max_size=12)


class Model:
    """What each field has from which day on."""

    def __init__(self) -> None:
        self.values: dict[str, dict[date, Any]] = {name: {} for name in FIELDS}

    def record(self, day: date, changes: dict[str, Any]) -> None:
        """Record values from a day on."""
        for name, value in changes.items():
            self.values[name][day] = value

    def at(self, day: date) -> dict[str, Any]:
        """The value of each field that has one on a day."""
        found = {}
        for name, steps in self.values.items():
            begun = [step for step in steps if step <= day]
            if begun and (value := steps[max(begun)]) is not None:
                found[name] = value.isoformat() if isinstance(value, date) else value
        return found

    def days(self) -> set[date]:
        """Every day on which something changes, with the days around it."""
        changed = {day for steps in self.values.values() for day in steps}
        return {day + timedelta(days=shift) for day in changed or {START} for shift in (-1, 0, 1)}


def test_values_at_every_date_equal_the_model(
    db: Connection, organization: OrganizationFactory, scaled: Callable[[int], int]
) -> None:
    entry = Entry(db, organization("Model"))
    for name, (data_type, _) in FIELDS.items():
        entry.define_field(p_entity_type="thing", p_field_name=name, p_data_type=data_type)

    @settings(
        max_examples=scaled(3000), deadline=None, database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(steps=STEPS)
    def check(steps: list[tuple[date, dict[str, Any]]]) -> None:
        thing = entry.create_entity(p_entity_type="thing", p_code=str(uuid4()), p_name="Thing")
        model = Model()
        for day, changes in steps:
            entry.set_dynamic_data(p_entity_id=thing, p_fields=changes, p_valid_from=day)
            model.record(day, changes)
        for day in sorted(model.days()):
            assert fields_at(entry, thing, day) == model.at(day), day

    check()


def fields_at(entry: Entry, thing: object, day: date) -> dict[str, Any]:
    """The fields of an entity on a day, numbers exact."""
    row = entry.connection.execute(
        "SELECT (hera.get_entity(%s, %s, %s) -> 'fields')::text", [entry.organization, thing, day]
    ).fetchone()
    assert row is not None
    found: dict[str, Any] = json.loads(row[0], parse_float=Decimal)
    return found
