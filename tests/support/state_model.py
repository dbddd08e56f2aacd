"""The books as a state machine knows them: plain dictionaries, no SQL."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

POSTINGS = {
    # kind -> (debit, credit); the account stated for the document stands where None is.
    "bill": (None, "payable"), "invoice": ("receivable", None), "payment": ("payable", "bank"),
    "customer_payment": ("bank", "receivable"),
}  # fmt: skip
PAYS = {"payment": "bill", "customer_payment": "invoice"}
WAITING = ("draft", "pending_review", "manual_required")


@dataclass(eq=False)
class Document:
    """What became of one document."""

    id: str
    kind: str
    day: date
    amount: Decimal
    account: str | None
    status: str
    credit_note: bool = False
    settles: dict[str, Decimal] = field(default_factory=dict)
    reverses: Document | None = None
    reversed_by: Document | None = None

    @property
    def posted(self) -> bool:
        return self.status in ("posted", "auto_posted")


class Books:
    """One organization: documents by id, and the last closed day."""

    def __init__(self, roles: dict[str, str], today: date) -> None:
        self.roles = roles
        self.today = today
        self.documents: dict[str, Document] = {}
        self.closed: list[str] = []
        self.closed_through = date.min

    def is_open(self, day: date) -> bool:
        return day > self.closed_through

    def reversal_day(self, document: Document) -> date:
        """Where a reversal without a date stands."""
        return document.day if self.is_open(document.day) else self.today

    def add(self, document: Document) -> Document:
        assert document.id not in self.documents
        self.documents[document.id] = document
        return document

    def reverse(self, original: Document, identifier: str, day: date) -> None:
        original.reversed_by = self.add(
            Document(
                identifier, original.kind, day, original.amount, original.account, "posted", not original.credit_note,
                reverses=original,
            )
        )  # fmt: skip

    def left(self, document: Document) -> Decimal:
        """What is open on a document."""
        if document.reversed_by is not None:
            return Decimal()
        return document.amount - sum(
            (d.settles.get(document.id, Decimal()) for d in self.documents.values() if d.posted and not d.reversed_by),
            Decimal(),
        )

    def balances(self) -> dict[str, Decimal]:
        """Debit less credit per account, zero left out."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for document in self.documents.values():
            if document.posted:
                debit, credit = POSTINGS[document.kind]
                sign = -1 if document.credit_note else 1
                for role, amount in ((debit, document.amount * sign), (credit, -document.amount * sign)):
                    account = document.account if role is None else self.roles[role]
                    assert account is not None
                    found[account] += amount
        return {account: amount for account, amount in found.items() if amount}

    def numbered(self) -> dict[tuple[str, int], int]:
        """How many documents each series has numbered, by fiscal year."""
        found: dict[tuple[str, int], int] = defaultdict(int)
        for document in self.documents.values():
            if document.posted and document.kind == "invoice":
                found["CN" if document.credit_note else "INV", document.day.year] += 1
        return dict(found)
