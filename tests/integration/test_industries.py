"""A restaurant and a council are modelled with entry functions alone: not one statement of DDL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.databases import Connection, Database
from support.entry import Entry, faults
from support.people import LoginFactory, OrganizationFactory

SPRING = date(2026, 4, 1)
BEFORE = date(2026, 3, 31)
START = date(2026, 1, 1)

# Names and shapes of everything in the database; a new table, column, type, function or index shows up here.
CATALOG = """
SELECT 'relation', c.oid::bigint, c.relname::text, c.relnatts::text FROM pg_class AS c
UNION ALL SELECT 'column', a.attrelid::bigint, a.attname::text, a.atttypid::text FROM pg_attribute AS a
UNION ALL SELECT 'function', p.oid::bigint, p.proname::text, md5(p.prosrc) FROM pg_proc AS p
UNION ALL SELECT 'type', t.oid::bigint, t.typname::text, '' FROM pg_type AS t
UNION ALL SELECT 'constraint', c.oid::bigint, c.conname::text, '' FROM pg_constraint AS c
UNION ALL SELECT 'trigger', t.oid::bigint, t.tgname::text, t.tgenabled::text FROM pg_trigger AS t
ORDER BY 1, 2, 3
"""

REFUSE_DDL = """
CREATE FUNCTION public.refuse_ddl() RETURNS event_trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'DDL: %', tg_tag; END$$;
CREATE EVENT TRIGGER refuse_ddl ON ddl_command_start EXECUTE FUNCTION public.refuse_ddl();
"""


@pytest.fixture
def industry(
    clone: Database, clone_admin: Connection, organization: OrganizationFactory, login: LoginFactory
) -> Iterator[Entry]:
    """An organization, called by a granted login that is no superuser, in a database that refuses DDL."""
    identifier = organization("Industry")
    name = login(identifier, "accountant")
    clone_admin.execute(REFUSE_DDL)
    before = clone_admin.execute(CATALOG).fetchall()
    with clone.connect(name) as connection:
        row = connection.execute(
            "SELECT r.rolsuper, r.rolbypassrls FROM pg_roles AS r WHERE r.rolname = current_user"
        ).fetchone()
        assert row == (False, False)
        with pytest.raises(psycopg.errors.RaiseException):
            connection.execute("CREATE TEMP TABLE shows_that_ddl_is_refused ()")
        yield Entry(connection, identifier)
    assert clone_admin.execute(CATALOG).fetchall() == before


def make(entry: Entry, entity_type: str, code: str, **fields: Any) -> UUID:
    """An entity whose values hold from the start of the year."""
    identifier = entry.create_entity(
        p_entity_type=entity_type, p_code=code, p_name=code.replace("-", " ").title(), p_fields=fields
    )
    if fields:
        entry.set_dynamic_data(p_entity_id=identifier, p_fields=fields, p_valid_from=START)
    assert isinstance(identifier, UUID)
    return identifier


def relate(entry: Entry, kind: str, parent: UUID, child: UUID, since: date = START, **facts: Any) -> UUID:
    """A relationship from the start of the year, or from another day."""
    identifier = entry.relate_entities(
        p_relationship_type=kind, p_from_entity_id=parent, p_to_entity_id=child, p_valid_from=since, p_metadata=facts
    )
    assert isinstance(identifier, UUID)
    return identifier


def field(entry: Entry, identifier: UUID, name: str, day: date) -> Any:
    """A field as of a day."""
    return entry.get_entity(p_entity_id=identifier, p_as_of=day)["fields"].get(name)


def children(entry: Entry, kind: str, parent: UUID, day: date) -> set[str]:
    """Codes of the direct children on a day."""
    rows = entry.rows("list_related", p_entity_id=parent, p_relationship_type=kind, p_as_of=day)
    return {code for _, _, direction, _, _, code, *_ in rows if direction == "child"}


def define_restaurant(entry: Entry) -> None:
    """What a restaurant keeps about its menu, its stores, its tables and its suppliers."""
    courses = ["starter", "main", "dessert"]
    fields: list[tuple[str, str, str, dict[str, Any]]] = [
        ("menu_item", "price", "number", {"p_required": True, "p_minimum": 0, "p_maximum": 500}),
        ("menu_item", "course", "text", {"p_required": True, "p_allowed_values": courses}),
        ("menu_item", "vegetarian", "boolean", {}),
        ("menu_item", "allergens", "json", {}),
        ("ingredient", "unit", "text", {"p_required": True, "p_allowed_values": ["kg", "l", "piece"]}),
        ("ingredient", "cost", "number", {"p_minimum": 0}),
        ("dining_table", "seats", "integer", {"p_required": True, "p_minimum": 1, "p_maximum": 20}),
        ("supplier", "vat_number", "text", {"p_pattern": r"GB\d{9}"}),
        ("supplier", "since", "date", {}),
        ("supplier", "last_delivery", "timestamp", {}),
    ]
    for entity_type, name, data_type, rules in fields:
        entry.define_field(p_entity_type=entity_type, p_field_name=name, p_data_type=data_type, **rules)
    entry.define_relationship_type(p_code="recipe", p_name="is made with", p_acyclic=True)
    entry.define_relationship_type(p_code="supplies", p_name="supplies", p_from_type="supplier", p_to_type="ingredient")


def food_cost(entry: Entry, dish: UUID, day: date) -> Decimal:
    """Cost of what goes into a dish: the quantities along each way down, times the cost at its end."""
    quantities: dict[tuple[str, ...], Decimal] = {}
    total = Decimal(0)
    for _, identifier, _, entity_type, _, _, path, facts in entry.rows(
        "entity_tree", p_entity_id=dish, p_relationship_type="recipe", p_as_of=day
    ):
        above = quantities.get(tuple(path[:-1]), Decimal(1))
        quantities[tuple(path)] = above * Decimal(str(facts.get("quantity", 1)))
        if entity_type == "ingredient":
            total += quantities[tuple(path)] * Decimal(str(field(entry, identifier, "cost", day)))
    return total


def test_restaurant(industry: Entry) -> None:
    define_restaurant(industry)
    tomato = make(industry, "ingredient", "tomato", unit="kg", cost=Decimal("2.40"))
    pasta = make(industry, "ingredient", "pasta", unit="kg", cost=Decimal("1.50"))
    oil = make(industry, "ingredient", "olive-oil", unit="l", cost=Decimal("9.00"))
    sauce = make(industry, "preparation", "tomato-sauce")
    dish = make(
        industry, "menu_item", "penne", price=Decimal("11.50"), course="main", vegetarian=True, allergens=["gluten"]
    )
    farm = make(industry, "supplier", "green-farm", vat_number="GB123456789", since=date(2019, 5, 1))
    make(industry, "dining_table", "table-1", seats=4)
    make(industry, "dining_table", "table-2", seats=6)
    relate(industry, "supplies", farm, tomato)
    relate(industry, "recipe", dish, pasta, quantity="0.12")
    relate(industry, "recipe", dish, sauce, quantity="0.15")
    relate(industry, "recipe", sauce, tomato, quantity="0.9")
    relate(industry, "recipe", sauce, oil, quantity="0.1")

    # A supplier raises a price and the menu follows; both hold from a day on, and the past stays what it was.
    industry.set_dynamic_data(p_entity_id=tomato, p_fields={"cost": "3.00"}, p_valid_from=SPRING)
    industry.set_dynamic_data(p_entity_id=dish, p_fields={"price": "12.00"}, p_valid_from=SPRING)
    assert food_cost(industry, dish, BEFORE) == Decimal("0.639")
    assert food_cost(industry, dish, SPRING) == Decimal("0.720")
    assert field(industry, dish, "price", BEFORE) == 11.5
    assert field(industry, dish, "price", SPRING) == 12

    with pytest.raises(psycopg.Error) as caught:
        relate(industry, "recipe", tomato, dish, quantity=1)
    assert faults(caught.value) == [("ENT_022", "to_entity_id")]
    with pytest.raises(psycopg.Error) as caught:
        relate(industry, "supplies", tomato, farm)
    assert faults(caught.value) == [("ENT_021", "from_entity_id")]
    with pytest.raises(psycopg.Error) as caught:
        industry.create_entity(
            p_entity_type="menu_item", p_code="soup", p_name="Soup",
            p_fields={"price": -1, "course": "soup", "vegetarian": "yes", "spicy": 3},
        )  # fmt: skip
    assert faults(caught.value) == [
        ("ENT_010", "fields.vegetarian"),
        ("ENT_011", "fields.price"),
        ("ENT_013", "fields.course"),
        ("ENT_015", "fields.spicy"),
    ]
    tables = industry.rows("list_entities", p_entity_type="dining_table", p_filter={"fields": {"seats": 6}})
    assert [code for _, code, *_ in tables] == ["table-2"]
    uses = industry.rows("entity_ancestors", p_entity_id=tomato, p_relationship_type="recipe", p_as_of=SPRING)
    assert {code for _, _, _, _, code, *_ in uses} == {"tomato", "tomato-sauce", "penne"}


def define_council(entry: Entry) -> None:
    """What a council keeps about its organization, its money, its contracts and its members."""
    parties = ["labour", "conservative", "green", "independent"]
    fields: list[tuple[str, str, str, dict[str, Any]]] = [
        ("cost_centre", "budget", "number", {"p_required": True, "p_minimum": 0}),
        ("contract", "value", "number", {"p_required": True, "p_minimum": 0}),
        ("contract", "ends", "date", {"p_required": True}),
        ("contract", "reference", "text", {"p_required": True, "p_pattern": r"[A-Z]{2}/\d{4}/\d{3}"}),
        ("councillor", "party", "text", {"p_allowed_values": parties}),
        ("councillor", "email", "text", {"p_maximum": 254, "p_pattern": r"[^@\s]+@[^@\s]+"}),
    ]
    for entity_type, name, data_type, rules in fields:
        entry.define_field(p_entity_type=entity_type, p_field_name=name, p_data_type=data_type, **rules)
    kinds: list[tuple[str, str, str, dict[str, Any]]] = [
        ("part_of", "directorate", "directorate", {"p_acyclic": True, "p_unique_parent": True}),
        ("holds", "directorate", "cost_centre", {"p_unique_parent": True}),
        ("commissions", "cost_centre", "contract", {}),
        ("sits_on", "committee", "councillor", {}),
    ]
    for code, parent, child, rules in kinds:
        entry.define_relationship_type(
            p_code=code, p_name=code.replace("_", " "), p_from_type=parent, p_to_type=child, **rules
        )


def budget(entry: Entry, directorate: UUID, day: date) -> Decimal:
    """Budgets of all cost centres below a directorate."""
    total = Decimal(0)
    for row in entry.rows("entity_tree", p_entity_id=directorate, p_relationship_type="part_of", p_as_of=day):
        for related in entry.rows("list_related", p_entity_id=row[1], p_relationship_type="holds", p_as_of=day):
            total += Decimal(str(field(entry, related[3], "budget", day)))
    return total


def test_council(industry: Entry) -> None:
    define_council(industry)
    chief, people, place = (make(industry, "directorate", code) for code in ("chief", "people", "place"))
    schools = make(industry, "directorate", "schools")
    transport = make(industry, "cost_centre", "school-transport", budget=250_000)
    roads = make(industry, "cost_centre", "roads", budget=900_000)
    buses = make(
        industry, "contract", "buses", value=Decimal("180000.00"), ends=date(2028, 3, 31), reference="PT/2026/001"
    )
    for parent, child in ((chief, people), (chief, place), (people, schools)):
        relate(industry, "part_of", parent, child)
    held = relate(industry, "holds", schools, transport)
    relate(industry, "holds", place, roads)
    relate(industry, "commissions", transport, buses)

    # A reorganization on the first of April moves a cost centre; a report for March does not change.
    with pytest.raises(psycopg.Error) as caught:
        relate(industry, "holds", place, transport, SPRING)
    assert faults(caught.value) == [("ENT_023", "from_entity_id")]
    industry.end_relationship(p_relationship_id=held, p_valid_to=SPRING)
    relate(industry, "holds", place, transport, SPRING)
    assert [budget(industry, unit, BEFORE) for unit in (chief, people, place)] == [1_150_000, 250_000, 900_000]
    assert [budget(industry, unit, SPRING) for unit in (chief, people, place)] == [1_150_000, 0, 1_150_000]
    with pytest.raises(psycopg.Error) as caught:
        relate(industry, "part_of", schools, chief)
    assert faults(caught.value) == [("ENT_022", "to_entity_id")]

    planning = make(industry, "committee", "planning")
    ada = make(industry, "councillor", "ada", party="independent", email="ada@council.example")
    seat = relate(industry, "sits_on", planning, ada)
    industry.end_relationship(p_relationship_id=seat, p_valid_to=SPRING)
    industry.set_dynamic_data(p_entity_id=ada, p_fields={"party": "green"}, p_valid_from=SPRING)
    assert children(industry, "sits_on", planning, BEFORE) == {"ada"}
    assert children(industry, "sits_on", planning, SPRING) == set()
    assert [field(industry, ada, "party", day) for day in (BEFORE, SPRING)] == ["independent", "green"]

    with pytest.raises(psycopg.Error) as caught:
        industry.set_dynamic_data(
            p_entity_id=buses, p_fields={"value": None, "ends": "31/03/2028", "reference": "PT/26/1"}
        )
    assert faults(caught.value) == [
        ("ENT_010", "fields.ends"),
        ("ENT_012", "fields.reference"),
        ("ENT_014", "fields.value"),
    ]
