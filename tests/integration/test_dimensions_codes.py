"""Dynamic codes of documents: parsed and rendered they stay the same, and they can be made again from what is stored."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, journal, set_rates, submit, value

COUNTRIES = ["DE", "GB", "XX", "de", ""]


def rendered(connection: Connection, code: str) -> str:
    return str(value(connection, "SELECT hera.render_smart_code(hera.parse_smart_code(%s))", [code]))


def random_request(chance: random.Random) -> dict[str, Any]:
    """A request that may have something to say in every dimension."""
    day = f"202{chance.randrange(5, 8)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    request = bill(
        chance.choice([1, -1]) * chance.randrange(1, 10 ** chance.randrange(1, 7)),
        counterparty=chance.choice(["One", "Two", "Three", "Four"]),
        transaction_date=day,
        transaction_type=chance.choice(["bill", "invoice", "sale", "card_purchase", "payment", "payroll"]),
        currency=chance.choice(["GBP", "GBP", "EUR", "JPY", "KWD"]),
        reference_number=chance.choice([None, "R1", "R2"]),
        description=chance.choice([None, "Rent", "Fish"]),
        metadata=chance.choice([
            {},
            {"channel": chance.choice(["email", "EDI", "pigeon"]), "country": chance.choice(COUNTRIES)},
            {"industry": chance.choice(["RETAIL", "healthcare", "?"]), "person": True, "compliance": ["AML", "NOPE"]},
            {"merchant_category": chance.choice(["5812", "8062", "12"]), "payment_terms": "discounted"},
            {"country": 7, "industry": {}, "channel": [], "compliance": 3, "person": "yes", "payment_terms": None},
        ]),
    )  # fmt: skip
    if chance.random() < 0.4:
        request["due_date"] = f"2028-0{chance.randrange(1, 10)}-{chance.randrange(1, 29):02}"
    if chance.random() < 0.7 and request["transaction_type"] in ("bill", "invoice", "sale", "card_purchase"):
        request["account"] = "5000"
    if chance.random() < 0.2:
        request = journal(10, counterparty="One", transaction_date=day, smart_code="HERA.JOURNAL.MANUAL.AUTO.v1")
    return request


@pytest.mark.soak
def test_computed_codes(
    office: Office, rng: random.Random, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    """parse(render(x)) = x for what is computed; the stored parts give the code of the outcome, in every view of it."""
    organization = office.organization("Codes")
    set_rates(office, organization, EUR="0.85", JPY="0.005", KWD="2.6")
    caller = office.connect(office.login(organization, "owner"))
    for name, text in (("dimension_regimes", "SOX,PCI,GDPR,HIPAA,AML"), ("dimension_home_country", "GB"),
                       ("dimension_amount_documents", "5"), ("dimension_vip_counterparties", "2")):  # fmt: skip
        office.admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, text, organization])
    known = {row[0]: row[1] for row in caller.execute("SELECT token, neutral FROM hera.list_smart_code_tokens()")}
    seen: set[str] = set()
    count = max(200, scaled(20_000))
    for number in range(count):
        if number % 50 == 49:
            office.admin.execute("SELECT * FROM hera.refresh_profiles(%s)", [organization])
        outcome = submit(caller, organization, random_request(rng))
        assert outcome["status"] != "rejected", outcome
        tokens = outcome["dimensions"]
        assert not [token for token in tokens if known.get(token, True)], tokens
        seen |= set(tokens)
        document = value(caller, "SELECT hera.get_transaction(%s, %s)", [organization, outcome["transaction_id"]])
        assert (document["dynamic_code"], document["dimensions"]) == (outcome["dynamic_code"], tokens)
        assert document["smart_code"] == outcome["smart_code"]
        code = outcome["dynamic_code"]
        assert rendered(caller, code) == code
        parts = value(caller, "SELECT hera.parse_smart_code(%s)", [code])
        found = [
            token for item in parts["dimensions"].values() for token in (item if isinstance(item, list) else [item])
        ]
        assert sorted(found) == sorted(tokens)
        assert parts["canonical"]
        assert value(caller, "SELECT hera.render_smart_code(%s)", [Jsonb(parts)]) == code
    assert len(seen) > 25, seen
    record_figure("dynamic codes computed, parsed and rendered again", count, "documents", "no difference")


def test_a_guess_names_what_spoke_and_how_sure_it_is(office: Office) -> None:
    organization = office.organization("Guesses")
    caller = office.connect(office.login(organization, "owner"))
    first = submit(caller, organization, bill(10, counterparty="Known", description="Rent"))
    assert "conf" not in first["dynamic_code"]
    caller.execute(
        "SELECT hera.record_feedback(%s, %s, 'corrected', %s)",
        [organization, first["transaction_id"], '{"account": "5000"}'],
    )
    outcome = submit(caller, organization, bill(20, counterparty="Known", description="Rent"))
    parts = value(caller, "SELECT hera.parse_smart_code(%s)", [outcome["dynamic_code"]])
    assert parts["model_tag"] == outcome["explanation"]["stage"]
    assert parts["confidence"] == int(outcome["confidence"] * 100)


def test_what_a_model_says_of_itself(db: Connection) -> None:
    query = "SELECT hera_internal.dynamic_code(%s, %s, %s, %s, %s)"
    explanation = Jsonb({"model": {"tag": "ai2024", "version": "3.2"}})
    tokens = ["VIP", "LARGE", "RUSH", "LOWRISK", "Q4PEAK"]
    code = value(db, query, ["HERA.SALES.INV.AUTO.v1", tokens, "model", explanation, "0.9499"])
    assert code == "HERA.SALES.INV.VIP.LARGE.RUSH.LOWRISK.Q4PEAK.ai2024.v3.2.conf94"
    assert value(db, query, ["HERA.SALES.INV.AUTO.v1", [], "stated", Jsonb({}), None]) == "HERA.SALES.INV.AUTO.v1"
    assert value(db, query, ["HERA.SALES.INV.MANUAL.v2", ["VIP"], "memory", Jsonb({}), "1"]) == (
        "HERA.SALES.INV.MANUAL.v2.VIP.memory.conf100"
    )
    assert value(db, query, [None, ["VIP"], "stated", Jsonb({}), None]) is None
    # A stated code in another form is read by the grammar; what that does not know has no dynamic code.
    assert value(db, query, ["HERA.SALES.INV", ["VIP"], "stated", Jsonb({}), None]) == "HERA.SALES.INV.VIP"
    assert value(db, query, ["HERA.SALES.INV", [], "stated", Jsonb({}), None]) == "HERA.SALES.INV.AUTO.v1"
    assert value(db, query, ["HERA.x.y", ["VIP"], "stated", Jsonb({}), None]) is None
    long = "HERA." + "M" * 33 + ".INV.AUTO.v1"
    assert value(db, query, [long, ["VIP"], "stated", Jsonb({}), None]) is None


def test_lists_views_and_patterns(office: Office) -> None:
    organization = office.organization("Views")
    caller = office.connect(office.login(organization, "owner", groups=("hera_app", "hera_bi")))
    for number in range(3):
        submit(
            caller,
            organization,
            bill(10 + number, counterparty=f"P{number}", account="5000", transaction_date="2026-06-10"),
        )
    again = submit(caller, organization, bill(10, counterparty="P0", transaction_date="2026-06-10"))
    caller.execute("SELECT hera.record_feedback(%s, %s, 'rejected')", [organization, again["transaction_id"]])
    submit(caller, organization, journal(5, transaction_date="2026-06-10"))
    rows = caller.execute(
        "SELECT transaction_id, dynamic_code, dimensions FROM hera.list_transactions(%s)", [organization]
    ).fetchall()
    assert [row for row in rows if str(row[0]) == again["transaction_id"]] == [
        (UUID(again["transaction_id"]), again["dynamic_code"], again["dimensions"])
    ]
    with caller.transaction():
        caller.execute("SELECT hera.set_context(%s, %s)", [organization, caller.info.user])
        shown = caller.execute("SELECT dimensions FROM hera_bi.transactions ORDER BY transaction_id").fetchall()
    assert [row[0] for row in shown] == [".".join(row[2]) for row in reversed(rows)]
    patterns = caller.execute(
        "SELECT smart_code, dimension, token, documents, share, posted, voided, rejected"
        " FROM hera.smart_code_patterns(%s)", [organization],
    ).fetchall()  # fmt: skip
    bills = [row[1:] for row in patterns if row[0] == "HERA.PROCUREMENT.BILL.AUTO.v1"]
    assert bills[0] == (None, None, 4, 1, 3, 1, 1)
    assert ("customer", "NEW", 4, 1, 3, 1, 1) in bills
    assert ("duplicate", "DUPLICATE_MID", 1, pytest.approx(0.25), 0, 1, 1) in [
        (*row[:3], float(row[3]), *row[4:]) for row in bills
    ]
    assert patterns[-1][:4] == ("HERA.JOURNAL.MANUAL.AUTO.v1", None, None, 1)


def test_profiles_speak_after_a_refresh(office: Office) -> None:
    """A monthly rent with usual terms, large beside small amounts; limits are the organization's own."""
    organization = office.organization("History")
    caller = office.connect(office.login(organization, "owner"))
    for month in range(1, 13):
        rent = bill(5000, counterparty="Landlord", description=f"Rent {month}", account="5000", due_date=f"2025-{month:02}-15",
                    transaction_date=f"2025-{month:02}-01", document_date=f"2025-{month:02}-01")  # fmt: skip
        submit(caller, organization, rent)
        for number in range(3):
            submit(caller, organization, bill(10 + number, counterparty=f"Shop {number}", account="5010",
                                              transaction_date=f"2025-{month:02}-10"))  # fmt: skip
    office.admin.execute("SELECT * FROM hera.refresh_profiles(%s)", [organization])
    request = bill(5000, counterparty="Landlord", description="Rent 1", account="5000", transaction_date="2026-01-01",
                   document_date="2026-01-01", due_date="2026-01-15")  # fmt: skip

    def tokens(**fields: Any) -> list[str]:
        return list(
            value(caller, "SELECT hera.classify(%s, %s)", [organization, Jsonb(request | fields)])["dimensions"]
        )

    assert tokens() == ["LOYAL", "LARGE", "MONTHLY", "DUPLICATE_LOW"]
    assert "JUMBO" in tokens(total_amount=5010)
    assert "SPORADIC" in tokens(transaction_date="2025-12-15")
    assert "FIRSTTEXT" in tokens(description="Repairs")
    assert "FIRSTACCOUNT" in tokens(account="5010")
    assert "NET30" in tokens(due_date="2026-01-25")
    assert "CHURN_RISK" in tokens(transaction_date="2026-04-01")
    assert "REACTIVATED" in tokens(transaction_date="2026-12-01")
    office.admin.execute("SELECT hera.set_setting('dimension_vip_counterparties', '1', %s)", [organization])
    assert tokens()[0] == "VIP"
    office.admin.execute("SELECT hera.set_setting('dimension_loyal_documents', '13', %s)", [organization])
    office.admin.execute("SELECT hera.set_setting('dimension_vip_counterparties', NULL, %s)", [organization])
    assert tokens() == ["LARGE", "MONTHLY", "DUPLICATE_LOW"]
