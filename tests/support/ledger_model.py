"""Books in memory: what random documents make of them, and every report computed the plain way."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

START = date(2026, 1, 1)
DECIMALS = {"GBP": 2, "EUR": 2, "JPY": 0, "KWD": 3}
BASE = "GBP"
PENNY = Decimal("0.01")
# What lines of a journal in another currency than its own are worth; documents state the rate of their own.
RATES = {"EUR": Decimal("0.8512"), "JPY": Decimal("0.0053"), "KWD": Decimal("2.4417")}
# transaction type -> the lines of its template: (control role or None for the stated account, side, what)
TEMPLATES: dict[str, list[tuple[str | None, str, str]]] = {
    "invoice": [("receivable", "debit", "gross"), (None, "credit", "net"), ("output_tax", "credit", "tax")],
    "bill": [(None, "debit", "net"), ("input_tax", "debit", "tax"), ("payable", "credit", "gross")],
    "expense": [(None, "debit", "net"), ("input_tax", "debit", "tax"), ("bank", "credit", "gross")],
    "sale": [("cash", "debit", "gross"), (None, "credit", "net"), ("output_tax", "credit", "tax")],
    "customer_payment": [("bank", "debit", "gross"), ("receivable", "credit", "gross")],
    "payment": [("payable", "debit", "gross"), ("bank", "credit", "gross")],
}
STATED = {"invoice": ["4000", "4010"], "bill": ["5000", "6100"], "expense": ["6100", "6200"], "sale": ["4000"]}
PAYS = {"customer_payment": "invoice", "payment": "bill"}
OTHER_SIDE = {"debit": "credit", "credit": "debit"}

Key = tuple[str, str]


@dataclass(frozen=True)
class ModelLine:
    """A ledger line."""

    account: str
    side: str
    amount: Decimal
    currency: str
    unit: str | None
    base: Decimal = Decimal()

    @property
    def signed(self) -> Decimal:
        """Positive for debit."""
        return self.amount if self.side == "debit" else -self.amount

    @property
    def signed_base(self) -> Decimal:
        """In the currency of the organization, positive for debit."""
        return self.base if self.side == "debit" else -self.base


def rounded(amount: Decimal) -> Decimal:
    """To the decimals of the currency of the organization."""
    return amount.quantize(PENNY, ROUND_HALF_UP)


def valued(lines: list[ModelLine], rates: dict[str, Decimal]) -> list[ModelLine]:
    """Lines with what they are worth: each side of a currency is rounded once, largest remainders first."""
    worth: dict[int, Decimal] = {}
    sides: dict[Key, list[tuple[int, Decimal]]] = defaultdict(list)
    for number, line in enumerate(lines):
        sides[line.currency, line.side].append((number, line.amount * rates.get(line.currency, Decimal(1))))
    for exact in sides.values():
        for number, amount in exact:
            worth[number] = amount.quantize(PENNY, ROUND_DOWN)
        missing = rounded(sum((amount for _, amount in exact), Decimal())) - sum(worth[number] for number, _ in exact)
        for number, _ in sorted(exact, key=lambda item: (worth[item[0]] - item[1], item[0]))[: int(missing / PENNY)]:
            worth[number] += PENNY
    return [replace(line, base=worth[number]) for number, line in enumerate(lines)]


@dataclass
class Document:
    """A posted document."""

    id: UUID
    kind: str
    day: date
    due: date
    currency: str
    total: Decimal
    lines: list[ModelLine]
    settles: list[tuple[Document, Decimal]] = field(default_factory=list)
    reverses: Document | None = None
    reversed_by: Document | None = None
    # Payments of it in a foreign currency: paying document, amount, what it carried for that.
    released: list[tuple[Document, Decimal, Decimal]] = field(default_factory=list)

    def in_force(self, day: date) -> bool:
        """Whether this reversal undoes its original at the end of a day."""
        return (
            self.reverses is not None
            and max(self.day, self.reverses.day) <= day
            and not (self.reversed_by is not None and self.reversed_by.in_force(day))
        )

    def undone(self, day: date) -> bool:
        """Whether a reversal cancels it, or it is a reversal that cancels another document."""
        return self.in_force(day) or (self.reversed_by is not None and self.reversed_by.in_force(day))


class LedgerModel:
    """The oracle: documents and what reports must say of them."""

    def __init__(self, roles: dict[str, str], types: dict[str, str]) -> None:
        self.roles = roles
        self.types = types
        self.documents: list[Document] = []

    def lines_of(self, request: dict[str, Any]) -> list[ModelLine]:
        """The posting that a request must get."""
        if "lines" in request:
            return [
                ModelLine(
                    x["account"], x["side"], Decimal(x["amount"]), x["currency"], x.get("unit", request.get("unit"))
                )
                for x in request["lines"]
            ]
        total, tax = Decimal(request["total_amount"]), Decimal(request.get("tax_amount", 0))
        amounts = {"gross": abs(total), "tax": abs(tax), "net": abs(total) - abs(tax)}
        return [
            ModelLine(
                request["account"] if role is None else self.roles[role],
                side if total > 0 else OTHER_SIDE[side],
                amounts[what],
                request["currency"],
                request.get("unit"),
            )
            for role, side, what in TEMPLATES[request["transaction_type"]]
            if amounts[what]
        ]

    def add(self, identifier: UUID, request: dict[str, Any]) -> None:
        """A request was posted."""
        by_id = {document.id: document for document in self.documents}
        lines = valued(self.lines_of(request), RATES | {request["currency"]: Decimal(request.get("exchange_rate", 1))})
        day = date.fromisoformat(request["transaction_date"])
        total = sum((x.amount for x in lines if x.side == "debit" and x.currency == request["currency"]), Decimal())
        document = Document(
            identifier, request["transaction_type"], day, date.fromisoformat(request.get("due_date", str(day))),
            request["currency"], total, lines,
            [(by_id[UUID(x["transaction_id"])], Decimal(x["amount"])) for x in request.get("settles", [])],
        )  # fmt: skip
        if document.currency != BASE:
            self.realise(document, request.get("unit"))
        self.documents.append(document)

    def realise(self, payment: Document, unit: str | None) -> None:
        """Lines for what a payment moves more or less than the documents it settles carry."""
        kind = "receivable" if PAYS.get(payment.kind) == "invoice" else "payable"
        control, sign = self.roles[kind], 1 if kind == "receivable" else -1
        moved = [x for x in payment.lines if x.account == control and x.currency == payment.currency]
        amount, base = (-sign * sum(x.signed for x in moved), -sign * sum(x.signed_base for x in moved))
        through = Decimal()
        for settled, part in payment.settles:
            own = [x for x in settled.lines if x.account == control and x.currency == settled.currency]
            gone = [x for x in settled.released if x[0].reversed_by is None]
            left = sum((sign * x.signed for x in own), Decimal()) - sum(x[1] for x in gone)
            value = sum((sign * x.signed_base for x in own), Decimal()) - sum(x[2] for x in gone)
            carried = value if part >= left else rounded(value * part / left)
            before, through = through, through + part
            paid = rounded(base * through / amount) - rounded(base * before / amount)
            settled.released.append((payment, part, carried))
            gain = sign * (paid - carried)
            if gain:
                for account, is_debit in ((control, gain > 0), (self.roles["fx_gain_loss"], gain < 0)):
                    side = "debit" if is_debit else "credit"
                    payment.lines.append(ModelLine(account, side, Decimal(), payment.currency, unit, abs(gain)))

    def reverse(self, identifier: UUID, original: Document, day: date) -> None:
        """A document was reversed."""
        lines = [ModelLine(x.account, OTHER_SIDE[x.side], x.amount, x.currency, x.unit, x.base) for x in original.lines]
        reversal = Document(identifier, original.kind, day, day, original.currency, original.total, lines, [], original)
        original.reversed_by = reversal
        self.documents.append(reversal)

    def left_to_settle(self, document: Document) -> Decimal:
        """What a payment may still settle of a document."""
        if document.reversed_by is not None:
            return Decimal()
        return document.total - sum(
            amount
            for payment in self.documents
            if payment.reversed_by is None
            for settled, amount in payment.settles
            if settled is document
        )

    def listed(
        self, since: date | None, until: date | None, unit: str | None = None
    ) -> list[tuple[Document, int, ModelLine]]:
        """Lines of the days in the order of the books."""
        return [
            (document, number, line)
            for document in sorted(self.documents, key=lambda document: (document.day, document.id))
            if (since is None or document.day >= since) and (until is None or document.day <= until)
            for number, line in enumerate(document.lines, 1)
            if unit is None or line.unit == unit
        ]

    def balances(self, since: date | None, until: date | None, unit: str | None = None) -> dict[Key, Decimal]:
        """Debit less credit per account and currency, zero included."""
        found: dict[Key, Decimal] = defaultdict(Decimal)
        for _, _, line in self.listed(since, until, unit):
            found[line.account, line.currency] += line.signed
        return dict(found)

    def base_balances(self, since: date | None, until: date | None, unit: str | None = None) -> dict[str, Decimal]:
        """Debit less credit per account in the currency of the organization, zero included."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for _, _, line in self.listed(since, until, unit):
            found[line.account] += line.signed_base
        return dict(found)

    def general_ledger(self, since: date, until: date, unit: str | None = None) -> dict[Key, list[tuple[Any, ...]]]:
        """Per account and currency: (transaction id, line number, balance), the opening first."""
        opening = self.balances(None, since - timedelta(days=1), unit)
        period = self.listed(since, until, unit)
        moved = {(line.account, line.currency) for _, _, line in period}
        found: dict[Key, list[tuple[Any, ...]]] = {
            key: [(None, None, opening.get(key, Decimal()))] for key in moved | {k for k, v in opening.items() if v}
        }
        for document, number, line in period:
            rows = found[line.account, line.currency]
            rows.append((document.id, number, rows[-1][2] + line.signed))
        return found

    def open_items(self, kind: str, day: date) -> dict[tuple[UUID, str], tuple[Decimal, int]]:
        """Open amount and days overdue per document and currency."""
        control, sign = self.roles[kind], 1 if kind == "receivable" else -1
        moved: dict[tuple[UUID, str], Decimal] = defaultdict(Decimal)
        standing = [d for d in self.documents if d.day <= day and not d.undone(day)]
        for document in standing:
            for line in document.lines:
                if line.account == control:
                    moved[document.id, line.currency] += sign * line.signed
        left = dict(moved)
        for payment in standing:
            for settled, amount in payment.settles:
                if (settled.id, payment.currency) in moved:
                    for key in ((settled.id, payment.currency), (payment.id, payment.currency)):
                        if moved.get(key):
                            left[key] -= amount if moved[key] > 0 else -amount
        due = {document.id: document.due for document in self.documents}
        return {key: (amount, max((day - due[key[0]]).days, 0)) for key, amount in left.items() if amount}

    def statement(
        self, kinds: tuple[str, ...], since: date | None, until: date | None, unit: str | None = None
    ) -> Decimal:
        """Debit less credit of accounts of some types, in the currency of the organization."""
        balances = self.base_balances(since, until, unit)
        return sum((balance for account, balance in balances.items() if self.types[account] in kinds), Decimal())


class RequestMaker:
    """Random requests that must be posted."""

    def __init__(self, choose: random.Random, model: LedgerModel) -> None:
        self.choose = choose
        self.model = model
        self.odd_accounts: list[str] = []

    def day(self) -> date:
        """A day of the books."""
        return START + timedelta(days=self.choose.randint(0, 200))

    def amount(self, currency: str) -> Decimal:
        """A positive amount with the decimals of its currency."""
        return Decimal(self.choose.randint(2, 10**7)).scaleb(-DECIMALS[currency])

    def request(self) -> dict[str, Any]:
        """A document, a payment or a journal."""
        kind = self.choose.choice([*STATED, *STATED, *PAYS, "journal"])
        request = self._header(kind)
        if kind == "journal":
            del request["total_amount"]
            request["lines"] = self._journal_lines(request["currency"])
        elif kind in PAYS:
            self._settle(request)
        else:
            request["account"] = self.choose.choice(STATED[kind] + self.odd_accounts)
            if self.choose.random() < 0.5:
                total = Decimal(request["total_amount"])
                # A fifth or so of the total, with the decimals that the total has.
                request["tax_amount"] = str((total / 6).quantize(total))
            if self.choose.random() < 0.2:
                for name in ("total_amount", "tax_amount"):
                    if name in request:
                        request[name] = str(-Decimal(request[name]))
        return request

    def reversal(self) -> tuple[Document, date] | None:
        """A document that may be reversed, and the day."""
        free = [
            d for d in self.model.documents
            if d.reversed_by is None and (d.reverses is None or not d.reverses.settles)
        ]  # fmt: skip
        if not free:
            return None
        return self.choose.choice(free), self.day()

    def _header(self, kind: str) -> dict[str, Any]:
        currency = self.choose.choice(["GBP", "GBP", "GBP", "EUR", "JPY", "KWD"])
        day = self.day()
        request = {
            "transaction_type": kind,
            "transaction_date": day.isoformat(),
            "currency": currency,
            "total_amount": str(self.amount(currency)),
            "counterparty": self.choose.choice(['Zoë & Söhne "AG"', "Acme | Co; (UK)", "x\\y"]),
            "description": self.choose.choice(["Miete\n\tJanuar", "; note", "(code) text", 'say "hi"', "* starred"]),
        }
        if currency != BASE:
            rate = RATES[currency] * self.choose.randint(60, 140) / 100
            request["exchange_rate"] = str(rate)
        if self.choose.random() < 0.4:
            request["due_date"] = (day + timedelta(days=self.choose.randint(0, 90))).isoformat()
        if self.choose.random() < 0.4:
            request["unit"] = self.choose.choice(["bar", "shop: north, 1"])
        return request

    def _settle(self, request: dict[str, Any]) -> None:
        """Settle some of what is open, and sometimes pay more than that."""
        settles: list[dict[str, str]] = []
        for document in self.model.documents:
            wanted = document.kind == PAYS[request["transaction_type"]] and document.currency == request["currency"]
            # Credit notes and reversals stand on the other side.
            if not wanted or document.reverses or len(settles) == 3 or self.choose.random() < 0.3:
                continue
            control = self.model.roles["receivable" if document.kind == "invoice" else "payable"]
            side = "debit" if document.kind == "invoice" else "credit"
            left = self.model.left_to_settle(document)
            if left > 0 and any(line.account == control and line.side == side for line in document.lines):
                part = left if self.choose.random() < 0.5 else (left / 3).quantize(left)
                settles.append({"transaction_id": str(document.id), "amount": str(part or left)})
        # Stated also when there is none: what pays nothing that is open must say so, or it would be matched.
        request["settles"] = settles
        if settles:
            total = sum(Decimal(x["amount"]) for x in settles)
            extra = self.amount(request["currency"]) if self.choose.random() < 0.3 else Decimal()
            request["total_amount"] = str(total + extra)

    def _journal_lines(self, currency: str) -> list[dict[str, Any]]:
        codes = ["1000", "1010", "3000", "4000", "6100", self.model.roles["receivable"]]
        lines: list[dict[str, Any]] = []
        for code in {currency: 1, self.choose.choice(list(DECIMALS)): 1}:
            parts = [self.amount(code) for _ in range(self.choose.randint(1, 3))]
            for side, amounts in (("debit", parts), ("credit", [sum(parts, Decimal())])):
                lines += [
                    {"account": self.choose.choice(codes), "side": side, "amount": str(amount), "currency": code}
                    for amount in amounts
                ]
        if self.choose.random() < 0.5:
            lines[0]["unit"] = "bar"
        return lines
