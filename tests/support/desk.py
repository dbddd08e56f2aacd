"""A desk of people of every role who review documents that nobody can classify."""

from __future__ import annotations

from itertools import count
from typing import Any

from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, submit, value

_numbers = count(1)


def word() -> str:
    number = next(_numbers)
    return "".join(chr(ord("a") + (number * 7919 // 26**place) % 26) for place in range(6)) * 2


class Desk:
    """An organization of its own with people of every role."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.organization = office.organization(f"Desk {next(_numbers)}")
        self.people: dict[str, Connection] = {}

    def __getattr__(self, name: str) -> Connection:
        """A connection of the person ``role_name``; the name is the actor."""
        if name not in self.people:
            login = self.office.login(self.organization, name.split("_")[0], actor=name)
            self.people[name] = self.office.connect(login)
        return self.people[name]

    def call(self, who: Connection, expression: str, *values: Any) -> Any:
        return value(who, f"SELECT hera.{expression}", [self.organization, *values])

    def wait(self, **fields: Any) -> str:
        """A document that nobody can classify."""
        request = bill(**{"counterparty": word(), "description": word(), **fields})
        outcome = submit(self.integration, self.organization, request)
        assert outcome["status"] in ("manual_required", "pending_review"), outcome
        return str(outcome["transaction_id"])

    def verdict(self, who: Connection, identifier: str, verdict: str, account: str | None = None) -> Any:
        correction = Jsonb({"account": account}) if account else None
        return self.call(who, "record_feedback(%s, %s, %s, %s)", identifier, verdict, correction)

    def teach(self, who: Connection, account: str, **fields: Any) -> Any:
        request = bill(**{"counterparty": word(), "description": word(), **fields})
        outcome = submit(self.integration, self.organization, request)
        if outcome["account"] == account:
            return self.verdict(who, outcome["transaction_id"], "approved")
        return self.verdict(who, outcome["transaction_id"], "corrected", account)

    def classify(self, **fields: Any) -> Any:
        return self.call(self.integration, "classify(%s, %s)", Jsonb(bill(**fields)))

    def queue(self, who: Connection, limit: int = 20, claim: bool = True) -> list[str]:
        rows = who.execute("SELECT * FROM hera.review_queue(%s, %s, %s)", [self.organization, limit, claim]).fetchall()
        return [str(row[0]) for row in rows]

    def groups(self, who: Connection) -> list[Any]:
        return who.execute(
            "SELECT group_key, documents, seen, account FROM hera.review_groups(%s)", [self.organization]
        ).fetchall()

    def approve_group(self, who: Connection, group: str, seen: Any) -> dict[str, str]:
        rows = who.execute(
            "SELECT transaction_id::text, result, outcome FROM hera.approve_group(%s, %s, %s)",
            [self.organization, group, Jsonb(seen)],
        ).fetchall()
        return {row[0]: row[1] for row in rows}
