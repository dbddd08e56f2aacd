"""A tenant that has used everything: the entry functions fill the tables, with its own mark in every text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, submit, value


@dataclass
class Tenant:
    """An organization whose texts carry ``mark`` and whose amounts start with ``digits``."""

    office: Office
    mark: str
    digits: int
    organization: UUID = field(init=False)
    owner: Connection = field(init=False)
    amounts: int = 0

    def __post_init__(self) -> None:
        client = value(self.office.admin, "SELECT hera.create_client(%s)", [f"{self.mark} clients"])
        self.organization = self.office.organization(f"{self.mark} trading", client_id=client)
        self.partner = self.office.organization(f"{self.mark} partner", client_id=client)
        self.login = self.office.login(self.organization, "owner", actor=self.actor)
        self.owner = self.office.database.connect(self.login)
        for role in ("accountant", "approver", "viewer"):
            self.office.admin.execute(
                "SELECT hera.grant_access(%s, NULL, %s, %s)", [self.organization, f"{self.mark} {role}", role]
            )

    @property
    def actor(self) -> str:
        return f"{self.mark} owner"

    def call(self, expression: str, *values: Any) -> Any:
        """``hera.<expression>`` of this organization as its owner."""
        values = tuple(Jsonb(item) if isinstance(item, (dict, list)) and not _plain(item) else item for item in values)
        return value(self.owner, f"SELECT hera.{expression}", [self.organization, *values])

    def amount(self) -> int:
        """An amount that no other tenant has."""
        self.amounts += 1
        return self.digits * 10_000 + self.amounts * 13 + 1

    def post(self, kind: str, account: str | None = None, **fields: Any) -> str:
        """A document, whatever becomes of it."""
        number = self.amounts
        request = {
            "transaction_type": kind, "transaction_date": "2026-03-10", "total_amount": self.amount(),
            "counterparty": f"{self.mark} payee {number % 4}", "description": f"{self.mark} text {number}",
            "reference_number": f"{self.mark}-{number}", "idempotency_key": f"{self.mark} key {number}",
            "request_id": f"{self.mark} request {number}", "metadata": {"note": f"{self.mark} note"}, **fields,
        }  # fmt: skip
        request |= {"account": account} if account else {}
        outcome = submit(self.owner, self.organization, {name: v for name, v in request.items() if v is not None})
        assert outcome["status"] != "rejected", outcome
        return str(outcome["transaction_id"])

    def work(self) -> None:
        """Use everything once."""
        self._set_up()
        self._deal()
        self._review()
        self._afterwards()

    def _set_up(self) -> None:
        m = self.mark
        call = self.call
        for suffix in ("a", "b"):
            call("create_account(%s, %s, %s, 'expense')", f"{m}-{suffix}", f"{m} account {suffix}")
        call("define_field(%s, 'customer', %s, 'text', p_description => %s)", f"{m}_field", f"{m} field")
        call("define_relationship_type(%s, %s, %s)", f"{m}_owns", f"{m} owns")
        for code in ("one", "two"):
            identifier = call(
                "create_entity(%s, 'customer', %s, %s, %s, %s)",
                f"{m}-{code}", f"{m} customer {code}", {f"{m}_field": f"{m} value"}, {"note": m},
            )  # fmt: skip
            setattr(self, code, identifier)
        call("relate_entities(%s, %s, %s, %s, p_metadata => %s)", f"{m}_owns", self.one, self.two, {"note": m})  # type: ignore[attr-defined]
        call("define_tax_code(%s, %s, %s, 'both', '1150', '2200')", f"{m}-T", f"{m} tax")
        call("set_tax_rate(%s, %s, 20, '2026-01-01')", f"{m}-T")
        call("set_exchange_rate(%s, 'USD', 'GBP', '2026-01-01', %s, %s)", f"0.{self.digits}", f"{m} source")
        call("set_budget(%s, '5000', '2026-03', %s, p_unit => %s)", self.amount(), f"{m} unit")
        call("define_number_series(%s, %s, ARRAY['expense'])", f"{m.upper()}-S")
        self.owner.execute("SELECT hera.set_setting('dimension_duplicate_days', '31', %s)", [self.organization])
        call("cache_set(%s, %s, %s, 'long', %s)", f"{m} cache", {"secret": f"{m} cached"}, [f"{m} tag"])
        call("define_circuit(%s, %s)", f"{m}_bank")
        call("define_template(%s, %s, %s, %s, 'sales')", f"HERA.{m.upper()}.INV.v1", f"{m} template", [
            {"account": "receivable", "side": "debit", "amount": "gross"},
            {"account": "sales", "side": "credit", "amount": "gross"},
        ])  # fmt: skip

    def _deal(self) -> None:
        m = self.mark
        self.call(
            "import_opening_balances(%s, '2026-01-01', %s, '3900')",
            [{"account": "1000", "side": "debit", "amount": self.amount()}],
        )
        self.call("set_account_limit(%s, '1000', %s)", -(10**12) - self.amount())
        invoice = self.post("invoice", "4000", unit=f"{m} unit")
        bill = self.post("bill", "5000", currency="USD")
        self.post("payment", None, settles=[{"transaction_id": bill, "amount": 7}], total_amount=7, currency="USD")
        self.call("reverse(%s, %s, %s)", self.post("expense", f"{m}-a"), f"{m} reason")
        self.post("sale", "4000", pending=True)
        self.post("journal", None, total_amount=None, counterparty=None, lines=[
            {"account": f"{m}-a", "side": "debit", "amount": self.amount(), "description": f"{m} line"},
            {"account": "1000", "side": "credit", "amount": self.amount() - 13},
        ])  # fmt: skip
        self.documents = [invoice, bill]
        entity = value(
            self.office.admin,
            "SELECT id FROM hera.core_entities WHERE organization_id = %s AND entity_type IN ('customer', 'counterparty')"
            " ORDER BY id LIMIT 1",
            [self.organization],
        )
        self.office.admin.execute(
            "SELECT hera.mark_intercompany(%s, %s, %s)", [self.organization, entity, self.partner]
        )

    def _review(self) -> None:
        m = self.mark
        for number in range(6):
            waiting = self.post("bill", counterparty=f"{m} unknown", description=f"{m} odd {m}{number}")
            self.call("record_feedback(%s, %s, 'corrected', %s)", waiting, {"account": f"{m}-b"})
        self.call("discover_patterns(%s)")
        self.documents.append(self.post("bill", counterparty=f"{m} nobody {m}"))
        self.call("define_rule(%s, %s, %s, %s)", f"{m}-a", {"counterparty": f"{m} ruled"}, f"{m} rule")
        self.owner.execute("SELECT hera.review_queue(%s)", [self.organization])

    def _afterwards(self) -> None:
        m = self.mark
        self.call("refresh_balances(%s)")
        self.office.admin.execute("SELECT hera.refresh_profiles(%s)", [self.organization])
        self.call("close_period(%s, '2025-12')")
        self.call("lock_period(%s, '2026-01', %s)", f"{m} lock")
        self.owner.execute("SELECT hera.verify(%s)", [self.organization])


def _plain(item: Any) -> bool:
    """A list of texts or ids is an array of SQL."""
    return isinstance(item, list) and all(isinstance(part, (str, UUID)) for part in item)
