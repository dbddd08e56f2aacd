"""A batch that is only classified says of each item what hera.classify says of it, to the last sign, whatever is around it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.gates import open_gate
from support.office import Office, set_rates, submit, value

EXAMPLES = 1_500
FAMILIES = ("HERA.PROCUREMENT.BILL", "HERA.PROCUREMENT.CARD")
ACCOUNTS = ("5000", "5010", "5020", "5030", "5040", "5060", "6000")
NAMES = ("Alder Ltd", "Birch PLC", "Cedar & Sons", "Dogwood", "Elm Group", "Fir, Oak & Partners of the Upper Valley")
# Names and texts that were never learned have words and trigrams in common with those that were.
NEW_NAMES = (" alder   LTD", "Alder Limited", "Juniper", "Birch", "水道局", "…")
TEXTS = ("rent of May", "rent of June", "water, meter 114", "stationery", "agency staff; week ending 12 of the month")
NEW_TEXTS = ("water", "rents", "stationery and more of it", "", " \t", "ﬁnanz™ Ⅳ")
UNITS = ("north", "South Yard", "north north")
# These are named by their ids.
BY_ID = ("#Alder Ltd", "#Elm Group")
AMOUNTS: tuple[Any, ...] = (60, 60.00, 100, 12.5, "12.50", 160, -60, 99999.99)
WRONG_AMOUNTS: tuple[Any, ...] = ("much", None, 1.001, 0, True, 10**16)
ODD = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=30)
CALLED = (
    "SELECT item, outcome::text FROM hera.classify_batch(%(org)s, %(items)s) ORDER BY item",
    "SELECT i.number::integer - 1, hera.classify(%(org)s, CASE jsonb_typeof(i.value) WHEN 'object'"
    " THEN i.value - 'raise_on_error' ELSE i.value END)::text"
    " FROM jsonb_array_elements(%(items)s) WITH ORDINALITY AS i (value, number) ORDER BY 1",
)


def some(draw: st.DrawFn, chance: int) -> bool:
    """True once in so many times."""
    return draw(st.integers(1, chance)) == 1


@st.composite
def items(draw: st.DrawFn) -> Any:
    """A request as applications send them, one of an unusual kind, one with faults, or no request at all."""
    item: dict[str, Any] = {
        "transaction_type": draw(
            st.sampled_from(("bill", "bill", "card_purchase", "card_purchase", "payment", "invoice"))
        ),
        "transaction_date": f"2026-03-{draw(st.integers(1, 31)):02}",
        "counterparty": draw(st.sampled_from((*NAMES, *NAMES, *NEW_NAMES, *BY_ID, None))),
        "description": draw(st.sampled_from((*TEXTS, *TEXTS, *NEW_TEXTS, None))),
        "total_amount": draw(st.sampled_from(AMOUNTS)),
    }
    if some(draw, 2):
        item["unit"] = draw(st.sampled_from(UNITS))
    if some(draw, 4):
        item["tax_amount"] = draw(st.sampled_from((0, 10, "2.5", -10, 60)))
    if some(draw, 4):
        item["due_date"] = draw(st.sampled_from(("2026-04-01", "2026-03-31", "2026-03-01", "2026-02-30")))
    if some(draw, 6):
        item["document_date"] = draw(st.sampled_from(("2026-02-27", "2026-03-30", "2026-13-01")))
    if some(draw, 3):
        item.update(draw(st.sampled_from(UNUSUAL)))
    if some(draw, 8):
        item[draw(st.sampled_from(("counterparty", "description", "unit", "transaction_type")))] = draw(ODD)
    if some(draw, 12):
        return draw(st.sampled_from((5, "bill", None, True, [], {}, [item])))
    return item


UNUSUAL: tuple[dict[str, Any], ...] = (
    *({"total_amount": amount} for amount in WRONG_AMOUNTS),
    {"account": "5010"},
    {"account": "nowhere"},
    {"smart_code": "HERA.PAYMENT.OUT.AUTO.v1"},
    {"currency": "GBP"},
    {"currency": "EUR"},
    {"currency": "EUR", "exchange_rate": "0.8"},
    {"currency": "JPY"},
    {"exchange_rate": 1},
    {"transaction_date": None},
    {"transaction_date": "1850-01-01"},
    {"transaction_date": "2026-2-01"},
    {"transaction_type": "receipt"},
    {"transaction_type": "never_heard_of"},
    {"settles": []},
    {"settles": [{"transaction_id": "00000000-0000-0000-0000-000000000000", "amount": 1}]},
    {
        "lines": [
            {"account": "5000", "side": "debit", "amount": 60},
            {"account": "1000", "side": "credit", "amount": 60},
        ]
    },
    {"raise_on_error": True, "total_amount": 0},
    {"raise_on_error": True},
    {"idempotency_key": "a key"},
    {"request_id": "r"},
    {"reference_number": "INV-1"},
    {"draft": True},
    {"pending": True},
    {"period": "2026-03"},
    {"metadata": {}},
    {"metadata": {"country": "FR", "industry": "retail", "channel": "email"}},
    {"metadata": {"payment_terms": "PREPAID"}},
    {"metadata": {"deep": 10**60}},
    {"no such field": 1},
    {"counterparty": "00000000-0000-7000-8000-000000000000"},
    {"description": "x" * 10_001},
    {"unit": ""},
)


class Books:
    """An organization whose people have taught something, and what changes how its documents are classified."""

    def __init__(self, office: Office, rng: random.Random) -> None:
        self.office = office
        self.rng = rng
        self.id: UUID = office.organization("Classified in batches", currency="GBP")
        self.caller: Connection = office.connect(office.login(self.id, "owner", actor="ann"))
        set_rates(office, self.id, EUR="0.85")
        for number in range(40):
            self.teach(number)
        self.ids = {
            name: value(
                office.admin,
                "SELECT id::text FROM hera.core_entities WHERE organization_id = %s AND entity_type = 'counterparty'"
                " AND name = %s",
                [self.id, name],
            )
            for name in NAMES
        }
        office.admin.execute("SELECT * FROM hera.refresh_profiles(%s)", [self.id])

    def teach(self, number: int) -> None:
        """A document that somebody codes. Elm Group and the last have no bills, so nothing of theirs is open."""
        name = NAMES[number % len(NAMES)]
        kind = "card_purchase" if number % len(NAMES) >= 4 else self.rng.choice(("bill", "card_purchase"))
        outcome = submit(self.caller, self.id, {
            "transaction_type": kind, "transaction_date": "2026-03-02", "counterparty": name,
            "description": self.rng.choice(TEXTS), "unit": self.rng.choice((*UNITS, None)),
            "total_amount": self.rng.choice((60, 100, 12.5)), "reference_number": f"INV-{number}",
        })  # fmt: skip
        if outcome["status"] in ("manual_required", "pending_review"):
            self.judge(outcome, "corrected", {"account": ACCOUNTS[number % 3]})

    def judge(self, outcome: dict[str, Any], verdict: str, correction: dict[str, Any] | None = None) -> None:
        self.caller.execute(
            "SELECT hera.record_feedback(%s, %s, %s, %s)",
            [self.id, outcome["transaction_id"], verdict, Jsonb(correction) if correction else None],
        )

    def add_model(self, classes: tuple[str, ...]) -> str:
        """A model in shadow whose weights are few whole numbers, so that margins are equal now and then."""
        features = [
            feature for name in NAMES for text in TEXTS for (feature,) in self.office.admin.execute(
                "SELECT unnest(hera_internal.document_features(hera_internal.read_document(json_populate_record("
                " NULL::hera_internal.caller_context, json_build_object('organization_id', %s, 'currency', 'GBP',"
                " 'minor_unit', 2, 'timezone', 'UTC')), %s)))",
                [self.id, Jsonb({"transaction_type": self.rng.choice(("bill", "card_purchase")), "counterparty": name,
                                 "description": text, "total_amount": 60, "unit": self.rng.choice(UNITS)})],
            ).fetchall()
        ]  # fmt: skip
        features = sorted(set(features))
        model = value(self.caller, "SELECT hera.store_model(%s, %s)", [self.id, Jsonb({
            "classes": classes, "bias": [0] * len(classes), "offsets": [0.25] * len(classes), "trained_rows": 300,
            "trained_through": "2026-03-01T00:00:00Z",
        })])  # fmt: skip
        weights = [str([self.rng.choice((-1, 0, 0, 1)) for _ in classes]) for _ in features]
        self.caller.execute(
            "SELECT hera.store_model_features(%s, %s, %s, %s::real[], %s)",
            [self.id, model, features, [1.0] * len(features), weights],
        )
        value(self.caller, "SELECT hera.start_model(%s, %s)", [self.id, model])
        return str(model)

    def outcomes(self, query: str, batch: list[Any]) -> list[str]:
        rows = self.caller.execute(query.encode(), {"org": self.id, "items": Jsonb(batch)}).fetchall()
        assert [row[0] for row in rows] == list(range(len(batch)))
        return [row[1] for row in rows]

    def check(self, batch: list[Any]) -> list[str]:
        """A batch against its items one by one; returns their outcomes."""
        batch = [
            {**item, "counterparty": self.ids[item["counterparty"][1:]]}
            if isinstance(item, dict) and item.get("counterparty") in BY_ID
            else item
            for item in batch
        ]
        together, alone = (self.outcomes(query, batch) for query in CALLED)
        for item, one, other in zip(batch, together, alone, strict=True):
            assert one == other, item
        return alone

    def compare(self, examples: int) -> str:
        """Batches of everybody and everything that was taught, and random ones; returns all outcomes."""
        seen = self.check([
            {"transaction_type": kind, "counterparty": name, "description": text, "total_amount": amount}
            for kind, amount in (("bill", 60), ("card_purchase", 100)) for name in NAMES for text in TEXTS
        ])  # fmt: skip

        @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(st.lists(items(), min_size=1, max_size=30))
        def check(batch: list[Any]) -> None:
            seen.extend(self.check(batch))

        check()
        return "\n".join(seen)


def stages(outcomes: str) -> set[str]:
    """What spoke in these outcomes."""
    every = ("memory", "model", "neighbours", "none", "rule", "match", "stated", "type")
    return {stage for stage in every if f'"stage": "{stage}"' in outcomes}


def test_random_batches_say_what_their_items_say(
    office: Office, rng: random.Random, scaled: Callable[[int], int]
) -> None:
    books = Books(office, rng)
    examples = scaled(EXAMPLES)
    assert stages(books.compare(examples)) >= {"memory"}
    first = books.add_model(ACCOUNTS)
    assert '"shadow"' in books.compare(examples)
    books.caller.execute("SELECT hera.promote_model(%s, %s, 'to compare')", [books.id, first])
    assert stages(books.compare(examples)) >= {"memory", "model"}
    for family in FAMILIES:
        open_gate(office.admin, books.id, family=family)
    # A combiner of its own that trusts the model and hardly abstains, so that some guesses are sure.
    office.admin.execute(
        "UPDATE hera.ai_models SET combiner = (SELECT array_agg(CASE name WHEN 'm.value' THEN 9 WHEN 'o.one' THEN -9"
        " ELSE (hera_internal.combiner_weights(true))[place] END ORDER BY place)"
        " FROM hera_internal.combiner_weight WHERE place <= 39) WHERE id = %s",
        [first],
    )
    office.admin.execute(
        "INSERT INTO hera_internal.confidence_map"
        " (organization_id, stage, scores, confidences, outcomes, fitted_at, fitted_on)"
        " VALUES (%s, 'memory', '{0.2,0.9}', '{0.5,0.99}', 300, now(), current_date)"
        " ON CONFLICT (organization_id, stage) DO UPDATE SET scores = excluded.scores, confidences = excluded.confidences",
        [books.id],
    )
    assert '"auto_posted"' in books.compare(examples)
    books.caller.execute("SELECT hera.define_rule(%s, '6000', '{\"text\": \"%%rent%%\"}', 'x')", [books.id])
    assert "rule" in stages(books.compare(examples))
    for name in NAMES:
        for text in TEXTS[2:]:
            guess = submit(books.caller, books.id, {
                "transaction_type": "card_purchase", "counterparty": name, "description": text, "total_amount": 1,
                "transaction_date": "2026-03-02",
            })  # fmt: skip
            if guess["explanation"]["stage"] in ("memory", "model", "neighbours"):
                books.judge(guess, "rejected")
    assert '"rejected": [' in books.compare(examples)
    books.add_model(ACCOUNTS[:4])
    assert '"shadow"' in books.compare(examples)
    rule = {"name": "units", "kind": "required", "path": "unit", "severity": "review"}
    value(books.caller, "SELECT hera.define_validation_rule(%s, %s)", [books.id, Jsonb(rule)])
    assert '"findings"' in books.compare(examples)


@pytest.fixture
def damaged(office: Office, rng: random.Random) -> tuple[Books, list[Any]]:
    """A model of which the row of one payee is damaged, and a batch of 300 whose item 210 asks for it."""
    books = Books(office, rng)
    model = books.add_model(ACCOUNTS)
    books.caller.execute("SELECT hera.promote_model(%s, %s, 'to damage')", [books.id, model])
    with office.database.connect() as owner:
        owner.execute(
            "UPDATE hera.ai_model_features SET weights = '[1]' WHERE organization_id = %s"
            " AND feature = hashtextextended('p:dogwood', 0)",
            [books.id],
        )
    batch: list[Any] = [
        {
            "transaction_type": "bill",
            "counterparty": NAMES[number % 3],
            "description": TEXTS[number % 5],
            "total_amount": 60,
        }
        for number in range(300)
    ]
    batch[210] = {**batch[210], "counterparty": "Dogwood"}
    return books, batch


def test_an_item_that_fails_fails_alone(office: Office, damaged: tuple[Books, list[Any]]) -> None:
    """The item of a damaged row is one that a person codes; all others are what they are without it."""
    books, batch = damaged
    outcomes = books.outcomes(CALLED[0], batch)
    assert "CB_001" in outcomes[210]
    assert not any("CB_001" in outcome for outcome in outcomes[:210] + outcomes[211:])
    whole = books.outcomes(CALLED[0], batch[:210] + batch[211:])
    assert outcomes[:210] + outcomes[211:] == whole
    failures = value(
        office.admin, "SELECT failures FROM hera.circuit_status(%s) WHERE name = 'classification'", [books.id]
    )
    assert failures == 1, "counted once, however often it was tried"


def test_guesses_that_are_withheld_are_withheld_in_batches(office: Office, damaged: tuple[Books, list[Any]]) -> None:
    books, batch = damaged
    office.admin.execute("SELECT hera.set_setting('ai_circuit_breaker_threshold', '1', %s)", [books.id])
    outcomes = books.outcomes(CALLED[0], batch)
    assert not any("CB_001" in outcome for outcome in outcomes[:210])
    assert all("CB_001" in outcome for outcome in outcomes[210:])


def test_plain_items_are_read_and_decided_together(office: Office, rng: random.Random) -> None:
    """Where no item can be classified by itself, plain ones have their outcomes all the same."""
    books = Books(office, rng)
    model = books.add_model(ACCOUNTS)
    books.caller.execute("SELECT hera.promote_model(%s, %s, 'to speak')", [books.id, model])
    books.add_model(ACCOUNTS)
    taught = {
        "transaction_type": "card_purchase",
        "counterparty": "Elm Group",
        "description": TEXTS[0],
        "total_amount": 60,
    }
    batch: list[Any] = [
        taught,
        {**taught, "counterparty": books.ids["Elm Group"], "transaction_date": "2026-03-31", "unit": "north"},
        {**taught, "total_amount": -60, "metadata": {"country": "FR"}},
        {**taught, "transaction_type": "bill", "due_date": "2026-04-30"},
        {**taught, "account": "5010"},
        {"transaction_type": "payment", "counterparty": "Juniper", "total_amount": 100},
    ]
    alone = books.outcomes(CALLED[1], batch)
    with office.database.connect() as owner:
        owner.execute("ALTER FUNCTION hera_internal.classify_request RENAME TO classify_request_kept")
        try:
            together = books.outcomes(CALLED[0], batch)
            (other,) = books.outcomes(CALLED[0], [{**taught, "currency": "EUR"}])
        finally:
            owner.execute("ALTER FUNCTION hera_internal.classify_request_kept RENAME TO classify_request")
    assert together == alone
    assert "DB_001" in other


def test_a_caller_who_is_waited_for_is_told(damaged: tuple[Books, list[Any]]) -> None:
    """What the server asks to be repeated, or what was cancelled, is no outcome of an item."""
    books, batch = damaged
    with books.caller.transaction(force_rollback=True), pytest.raises(psycopg.errors.QueryCanceled):
        books.caller.execute("SET LOCAL statement_timeout = '30ms'")
        books.outcomes(CALLED[0], batch)
