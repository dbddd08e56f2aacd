"""Rules that an organization has of its own: each kind, all faults at once, severities, and nobody else's documents."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.office import Office, bill, faults, journal, refused, submit, submit_batch, value


class House:
    """An organization, its accountant and short ways to make rules and to meet them."""

    def __init__(self, office: Office, name: str = "House") -> None:
        self.office = office
        self.organization = office.organization(name)
        self.caller = office.connect(office.login(self.organization))

    def rule(self, kind: str, path: str | None = None, **fields: Any) -> None:
        name = fields.pop("name", f"{kind}_{len(self.rules())}")
        rule = {"name": name, "kind": kind, "path": path, **fields}
        value(self.caller, "SELECT hera.define_validation_rule(%s, %s)", [self.organization, Jsonb(rule)])

    def drop(self, name: str) -> None:
        self.caller.execute("SELECT hera.drop_validation_rule(%s, %s)", [self.organization, name])

    def rules(self) -> list[tuple[Any, ...]]:
        return self.caller.execute(
            "SELECT name, kind, code, severity FROM hera.list_validation_rules(%s) WHERE origin = 'own'",
            [self.organization],
        ).fetchall()

    def found(self, request: dict[str, Any]) -> list[tuple[str, str]]:
        outcome = submit(self.caller, self.organization, request)
        return [(fault["code"], fault["path"]) for fault in outcome["errors"]]

    def definition_faults(self, **rule: Any) -> set[tuple[str, str]]:
        with pytest.raises(psycopg.Error) as caught:
            value(self.caller, "SELECT hera.define_validation_rule(%s, %s)", [self.organization, Jsonb(rule)])
        assert caught.value.sqlstate == "ZHV18", caught.value
        detail = json.loads(caught.value.diag.message_detail or "")
        return {(fault["code"], fault["path"]) for fault in (detail if isinstance(detail, list) else [detail])}


@pytest.fixture
def house(office: Office) -> House:
    return House(office)


def coded(amount: Any = 120, **fields: Any) -> dict[str, Any]:
    """A bill that posts, with an account that is stated."""
    return bill(amount, account="6200", **fields)


def test_each_kind_finds_what_breaks_it_and_nothing_else(house: House) -> None:
    house.rule("required", "reference_number", transaction_type="bill")
    house.rule("range", "total_amount", maximum=1000)
    house.rule("length", "description", minimum=3, maximum=10)
    house.rule("pattern", "metadata.po", pattern="PO-[0-9]{4}")
    house.rule("allowed_values", "unit", allowed_values=["North", "South"])
    house.rule("expression", "tax_amount", expression="tax <= gross * 0.25")
    good = coded(100, reference_number="R", description="Wine", metadata={"po": "PO-0001"}, unit="North", tax_amount=25)
    assert house.found(good) == []
    bad = coded(
        2000, reference_number=" ", description="x", metadata={"po": "PO-0001x"}, unit="West", tax_amount="500.01"
    )
    assert house.found(bad) == [
        ("VAL_005", "description"),
        ("VAL_006", "metadata.po"),
        ("VAL_002", "reference_number"),
        ("VAL_016", "tax_amount"),
        ("VAL_014", "total_amount"),
        ("VAL_015", "unit"),
    ]
    # What is absent is required, never wrong; a rule of one type is none of another.
    assert house.found(coded(100, reference_number="R")) == []
    assert house.found(journal(10)) == []


def test_rules_are_told_beside_the_faults_of_hera(house: House) -> None:
    house.rule("required", "description")
    house.rule("allowed_values", "unit", allowed_values=["North"])
    house.rule("required", "reference_number")
    outcome = submit(house.caller, house.organization, coded(0, unit=1, colour="red"))
    assert faults(outcome) == [
        ("VAL_002", "description"),
        ("VAL_002", "reference_number"),
        ("VAL_003", "unit"),
        ("VAL_004", "colour"),
        ("VAL_009", "total_amount"),
    ]


def test_every_line_is_judged_and_named(house: House) -> None:
    house.rule("required", "lines[].unit", condition="line.account = '4000' and line.amount > 5")
    house.rule("pattern", "lines[].account", pattern="[0-9]+")
    assert house.found(journal(5)) == []
    assert house.found(journal(6)) == [("VAL_002", "lines[1].unit")]
    lines = [*journal(6)["lines"], {"account": "x", "side": "debit", "amount": 1}, "no line"]
    found = house.found(journal(lines=lines))
    assert ("VAL_003", "lines[3]") in found and ("VAL_002", "lines[1].unit") in found, found
    # The built-in fault of the account stands alone.
    assert found.count(("LED_002", "lines[2].account")) == 1, found


def test_review_waits_for_a_person_and_warning_is_told(house: House) -> None:
    house.rule(
        "range", "total_amount", maximum=500, severity="review", name="large", code="X_LARGE", message="too much"
    )
    house.rule("required", "reference_number", severity="warning", name="reference")
    outcome = submit(house.caller, house.organization, coded(501))
    assert outcome["status"] == "pending_review"
    assert [(e["rule"], e["code"], e["severity"], e["message"]) for e in outcome["errors"]] == [
        ("reference", "VAL_002", "warning", "reference_number is missing"),
        ("large", "X_LARGE", "review", "too much"),
    ]
    assert outcome["posting"], "what it would post is proposed"
    document = UUID(outcome["transaction_id"])
    waiting = value(house.caller, "SELECT hera.get_transaction(%s, %s)", [house.organization, document])
    assert len(waiting["errors"]) == 2
    approver = house.office.connect(house.office.login(house.organization, "approver"))
    posted = value(approver, "SELECT hera.approve(%s, %s)", [house.organization, document])
    assert posted["status"] == "posted"
    shown = value(house.caller, "SELECT hera.get_transaction(%s, %s)", [house.organization, document])
    assert [e["rule"] for e in shown["errors"]] == ["reference"], "the other was seen by a person"
    assert [f["rule"] for f in shown["explanation"]["findings"]] == ["reference", "large"]
    assert submit(house.caller, house.organization, coded(500))["status"] == "posted"


def test_whatever_brings_the_document_meets_the_rules(house: House) -> None:
    house.rule("required", "reference_number", severity="review")
    seen = value(house.caller, "SELECT hera.classify(%s, %s)", [house.organization, Jsonb(coded(5))])
    assert (seen["status"], seen["errors"][0]["severity"]) == ("pending_review", "review")
    outcomes = submit_batch(house.caller, house.organization, [coded(5), coded(5, reference_number="R")])
    assert [outcome["status"] for outcome in outcomes] == ["pending_review", "posted"]
    assert house.found(coded(5, pending=True)) == [("LED_050", "account")], "nothing is reserved before it was seen"
    draft = submit(house.caller, house.organization, coded(5, draft=True))
    assert (draft["status"], draft["errors"][0]["severity"]) == ("draft", "review")
    changed = value(
        house.caller,
        "SELECT hera.update_draft(%s, %s, %s)",
        [house.organization, UUID(draft["transaction_id"]), Jsonb({"draft": None})],
    )
    assert (changed["status"], changed["errors"][0]["severity"]) == ("pending_review", "review")
    changed = value(
        house.caller,
        "SELECT hera.update_draft(%s, %s, %s)",
        [house.organization, UUID(draft["transaction_id"]), Jsonb({"reference_number": "R"})],
    )
    assert (changed["status"], changed["errors"]) == ("posted", [])


def test_a_correction_meets_the_rules_and_reverses_nothing_when_refused(house: House) -> None:
    posted = UUID(submit(house.caller, house.organization, coded(10))["transaction_id"])
    house.rule("range", "total_amount", maximum=11)
    query = "SELECT hera.correct(%s, %s, %s, 'typing error')"
    outcome = value(house.caller, query, [house.organization, posted, Jsonb({"total_amount": 12})])
    assert faults(outcome) == [("VAL_014", "total_amount")]
    outcome = value(house.caller, query, [house.organization, posted, Jsonb({"total_amount": 11})])
    assert outcome["status"] == "posted"


def test_codes_of_ones_own_can_be_raised(house: House) -> None:
    house.rule("required", "unit", code="X_NO_UNIT", hint="Name the shop.")
    with pytest.raises(psycopg.Error) as caught:
        submit(house.caller, house.organization, coded(1, raise_on_error=True))
    assert (caught.value.sqlstate, caught.value.diag.message_hint) == ("ZHV16", "Name the shop.")
    assert json.loads(caught.value.diag.message_detail or "")[0]["code"] == "X_NO_UNIT"


def test_days_and_the_switch(house: House) -> None:
    house.rule("required", "unit", name="unit", valid_from="2026-03-01", valid_until="2026-03-31")
    days = {
        "2026-02-28": [],
        "2026-03-01": [("VAL_002", "unit")],
        "2026-03-31": [("VAL_002", "unit")],
        "2026-04-01": [],
    }
    assert {day: house.found(coded(1, transaction_date=day)) for day in days} == days
    house.rule("required", "unit", name="unit", enabled=False)
    assert house.found(coded(1, transaction_date="2026-03-01")) == []
    query = "SELECT has_rules FROM hera.core_organizations WHERE organization_id = %s"
    assert value(house.office.admin, query, [house.organization]) is False
    house.rule("required", "unit", name="unit")
    assert house.found(coded(1)) == [("VAL_002", "unit")]
    house.drop("unit")
    assert house.found(coded(1)) == []
    with refused("ZHV10"):
        house.drop("unit")
    findings = "SELECT detail FROM hera.verify(%s) WHERE NOT ok"
    assert house.office.admin.execute(findings, [house.organization]).fetchall() == []


def test_rules_are_the_organizations_own(house: House) -> None:
    house.rule("required", "unit")
    other = House(house.office, "Next door")
    assert other.rules() == []
    assert other.found(coded(1)) == []
    with refused("ZHZ01"):
        value(
            other.caller,
            "SELECT hera.define_validation_rule(%s, %s)",
            [house.organization, Jsonb({"name": "x", "kind": "required", "path": "unit"})],
        )
    with refused("ZHZ01"):
        other.caller.execute("SELECT hera.drop_validation_rule(%s, 'required_0')", [house.organization])
    viewer = house.office.connect(house.office.login(house.organization, "viewer"))
    with refused("ZHZ01"):
        viewer.execute("SELECT hera.drop_validation_rule(%s, 'required_0')", [house.organization])
    count = "SELECT count(*) FROM hera.list_validation_rules(%s) WHERE origin = 'own'"
    assert value(viewer, count, [house.organization]) == 1


def test_a_rule_that_is_not_sound_is_refused_with_every_fault(house: House) -> None:
    assert house.definition_faults(kind="range", path="total_amount", pattern="x", colour=1) == {
        ("VAL_004", "p_rule.colour"),
    }
    assert house.definition_faults(kind="range", path="total_amount", pattern="(") == {
        ("VAL_002", "p_rule.name"),
        ("VAL_011", "p_rule.pattern"),
        ("VAL_011", "p_rule.minimum"),
        ("VAL_006", "p_rule.pattern"),
    }
    assert house.definition_faults(
        name="n", kind="allowed_values", path="nowhere", allowed_values=[1], code="VAL_999", valid_from="2026-02-30"
    ) == {
        ("VAL_010", "p_rule.path"),
        ("VAL_003", "p_rule.allowed_values"),
        ("VAL_010", "p_rule.code"),
        ("VAL_007", "p_rule.valid_from"),
    }
    assert house.definition_faults(name="n", kind="pattern", path="unit", pattern=r"(a)\1") == {
        ("VAL_006", "p_rule.pattern")
    }
    assert house.definition_faults(name="n", kind="length", path="unit", minimum=2, maximum=1) == {
        ("VAL_011", "p_rule.minimum")
    }


def test_what_was_defined_is_in_the_audit_trail(house: House) -> None:
    house.rule("required", "unit", name="shop")
    house.drop("shop")
    query = (
        "SELECT event, detail ->> 'name' FROM hera_internal.audit_leaf"
        " WHERE organization_id = %s AND event LIKE 'validation_rule.%%' ORDER BY id"
    )
    rows = house.office.admin.execute(query, [house.organization]).fetchall()
    assert rows == [("validation_rule.defined", "shop"), ("validation_rule.dropped", "shop")]


def test_a_rule_made_while_a_document_is_posted_waits_for_it(house: House) -> None:
    """Whoever posts and whoever makes rules lock one row: no document slips in between rule and flag."""
    other = house.office.connect(house.office.login(house.organization))
    with house.caller.transaction():
        assert house.found(coded(1)) == []
        with other.transaction(force_rollback=True):
            other.execute("SET LOCAL lock_timeout = '100ms'")
            rule = Jsonb({"name": "x", "kind": "required", "path": "unit"})
            with refused("55P03"):
                other.execute("SELECT hera.define_validation_rule(%s, %s)", [house.organization, rule])
