"""A batch decides what its items would get one by one: random batches against a twin organization that gets them singly."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from support.databases import Connection
from support.office import Office, submit, submit_batch, value

BATCHES = 1_000
ITEMS = 40
# Few of everything, so that items of a batch repeat each other, pay each other and meet the same counterparty again.
NAMES = ("Alder Ltd", " alder   LTD", "Birch PLC", "Cedar & Sons", "Dogwood", "dogwood\t", "Elm Group")
AMOUNTS = (60, 60.00, 100, 160, 12.5)
BY_ID = ("Alder Ltd", "Dogwood")
REFERENCES = ("INV-1", "inv 1", "INV-2", None)
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# What tells one run from another: the number of a document comes from its id.
TRANSIENT = {"timings", "rate_limit", "document_number"}


class Twin:
    """One of two organizations that get the same items; what it answers is compared without its own ids."""

    def __init__(self, office: Office, name: str) -> None:
        self.office = office
        self.id: UUID = office.organization(name)
        self.caller: Connection = office.connect(office.login(self.id))
        self.names: dict[str, str] = {}
        # Those that items name by their ids are there from the beginning, in either organization.
        for name in BY_ID:
            submit(self.caller, self.id, {"transaction_type": "payment", "counterparty": name, "total_amount": 1})

    def item(self, item: dict[str, Any]) -> dict[str, Any]:
        """The item as this organization must say it: a counterparty by its id here, a document as it is called here."""
        item = dict(item)
        if "by_id" in item:
            query = "SELECT id FROM hera.core_entities WHERE organization_id = %s AND entity_type = 'counterparty' AND code = %s"
            item["counterparty"] = str(value(self.office.admin, query, [self.id, item.pop("by_id").upper()]))
        if "pays" in item:
            called = {name: identifier for identifier, name in self.names.items()}
            item["settles"] = [{"transaction_id": called[item.pop("pays")], "amount": item["total_amount"]}]
        return item

    def told(self, outcomes: list[dict[str, Any]], start: int) -> list[Any]:
        """Outcomes with each id of a document replaced by the place of its item, counted over all batches."""
        for place, outcome in enumerate(outcomes, start):
            if outcome["transaction_id"] is not None:
                self.names.setdefault(outcome["transaction_id"], f"document {place}")
        return [
            json.loads(
                ID.sub(
                    lambda found: self.names.get(found[0], "an id"),
                    json.dumps({key: told for key, told in outcome.items() if key not in TRANSIENT}),
                )
            )
            for outcome in outcomes
        ]

    def books(self) -> list[tuple[Any, ...]]:
        """Counterparties, what is open, and every line; a batch also meets those of items that are refused."""
        return self.office.admin.execute(
            "SELECT 'met', e.code, e.entity_type, NULL::numeric, NULL, NULL::date FROM hera.core_entities AS e"
            " WHERE e.organization_id = %(id)s AND e.entity_type = 'counterparty' AND e.code NOT LIKE 'ONCE %%'"
            " UNION ALL SELECT 'open', e.code, o.kind, o.open_amount, o.currency, o.transaction_date"
            " FROM hera_internal.open_item AS o"
            " JOIN hera.core_entities AS e ON e.organization_id = o.organization_id AND e.id = o.counterparty_id"
            " WHERE o.organization_id = %(id)s UNION ALL"
            " SELECT 'line', a.code, l.side, l.amount, l.currency, l.transaction_date"
            " FROM hera.universal_transaction_lines AS l JOIN hera_internal.ledger_account AS a"
            " ON a.organization_id = l.organization_id AND a.id = l.account_id WHERE l.organization_id = %(id)s"
            " ORDER BY 1, 2, 3, 4, 5, 6",
            {"id": self.id},
        ).fetchall()


def random_item(rng: random.Random, documents: list[str]) -> dict[str, Any]:
    """A bill, invoice, purchase, payment or journal of one of few counterparties, or one that is refused or held back."""
    amount = rng.choice(AMOUNTS)
    item: dict[str, Any] = {
        "transaction_type": rng.choice(
            ("bill", "bill", "invoice", "card_purchase", "payment", "payment", "receipt", "journal")
        ),
        "transaction_date": f"2026-03-{rng.randint(1, 9):02}",
        "counterparty": rng.choice((*NAMES, f"Once {rng.randrange(10**6)}", None)),
        "total_amount": amount,
        "reference_number": rng.choice(REFERENCES),
    }
    if item["transaction_type"] in ("bill", "invoice", "card_purchase") and rng.random() < 0.8:
        item["account"] = "4000" if item["transaction_type"] == "invoice" else "5000"
    if item["transaction_type"] == "journal":
        item["lines"] = [
            {"account": "1000", "side": "debit", "amount": amount}, {"account": "4000", "side": "credit", "amount": amount},
        ]  # fmt: skip
        if rng.random() < 0.5:
            del item["total_amount"]
    elif item["transaction_type"] in ("payment", "receipt") and rng.random() < 0.3:
        if documents and rng.random() < 0.5:
            item["pays"] = rng.choice(documents)
        else:
            item["settles"] = []
    chance = rng.random()
    if chance < 0.05:
        item["total_amount"] = -amount
    elif chance < 0.10:
        item["total_amount"] = rng.choice(("much", None, 1.001))
    elif chance < 0.15:
        item["idempotency_key"] = f"key {rng.randrange(6)}"
    elif chance < 0.20:
        del item["counterparty"]
        item["by_id"] = rng.choice(BY_ID)
    elif chance < 0.23:
        item["draft"] = True
    elif chance < 0.26 and item["transaction_type"] == "bill":
        item["smart_code"] = "HERA.PAYMENT.OUT.AUTO.v1"
    return item


def test_random_batches_are_decided_as_one_by_one(
    office: Office, rng: random.Random, scaled: Callable[[int], int]
) -> None:
    alone, together = Twin(office, "Singly"), Twin(office, "In batches")
    sent = 0
    documents: list[str] = []
    for number in range(scaled(BATCHES)):
        items = [random_item(rng, documents) for _ in range(rng.randint(1, ITEMS))]
        single = alone.told([submit(alone.caller, alone.id, item) for item in map(alone.item, items)], sent)
        batch = together.told(submit_batch(together.caller, together.id, [together.item(item) for item in items]), sent)
        for item, one, other in zip(items, single, batch, strict=True):
            assert other == one, (number, item)
        documents += [outcome["transaction_id"] for outcome in single if outcome["status"] == "posted"][:5]
        sent += len(items)
        if number % 3 == 2:
            # From now on counterparties have profiles, by which what is new about a document is told.
            for twin in (alone, together):
                office.admin.execute("SELECT * FROM hera.refresh_profiles(%s)", [twin.id])
    assert together.books() == alone.books()
    for twin in (alone, together):
        assert office.admin.execute("SELECT * FROM hera.verify(%s) WHERE NOT ok", [twin.id]).fetchall() == []
