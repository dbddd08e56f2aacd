"""Ways through functions: every one of them, with the victim's organization or with the victim's values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property

from support.leaks.arguments import Arguments, Function, call, functions
from support.leaks.world import Attempt, World, quote

# A pass over the whole server takes a second each: once in a while is enough.
SLOW = ("hera.verify", "hera.verify_since", "hera.migration_verify")
# Their answer spells their argument.
SPELLING = ("hera.list_text_blocks",)
TENANTS = ("owner", "accountant", "viewer", "integration", "bi")
SUBMITTING = ("submit", "classify", "submit_batch", "classify_batch", "update_draft", "correct")


class FunctionWays:
    """Attempts by calls."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rng = world.rng
        fields = [
            row[0] for row in world.office.admin.execute("SELECT DISTINCT field FROM hera_internal.request_field")
        ]
        self.theirs = Arguments(world.rng, world.secrets.columns, sorted(fields))
        self.mine = Arguments(world.rng, world.own_values.columns, sorted(fields))

    @cached_property
    def public(self) -> list[Function]:
        return functions(self.world.office.admin, "hera")

    @cached_property
    def internal(self) -> list[Function]:
        return [item for item in functions(self.world.office.admin, "hera_internal") if not item.returns_trigger]

    @cached_property
    def of_tenants(self) -> list[Function]:
        """What tells of one organization, and quickly."""
        return [item for item in self.public if item.name not in SLOW and item.name not in self.of_operators]

    @cached_property
    def of_operators(self) -> set[str]:
        """What hera_auditor may call and hera_app may not is about the whole server."""
        rows = self.world.office.admin.execute(
            """
            SELECT p.oid::regproc::text FROM pg_proc AS p WHERE p.pronamespace = 'hera'::regnamespace
                AND has_function_privilege('hera_auditor', p.oid, 'EXECUTE')
                AND NOT has_function_privilege('hera_app', p.oid, 'EXECUTE')
            """
        )
        return {row[0] for row in rows}

    def _login(self, function: Function) -> str:
        names = TENANTS if function.name in self.of_operators else tuple(self.world.names)
        return self.rng.choice(("owner", "owner", "owner", *names))

    def _shuffled(self, items: list[Function]) -> Iterator[Function]:
        once = set(SLOW)
        while True:
            for item in self.rng.sample(items, len(items)):
                if item.name not in SLOW or item.name in once or self.rng.random() < 0.02:
                    once.discard(item.name)
                    yield item

    def own_organization(self) -> Iterator[Attempt]:
        """The attacker's organization, the victim's ids, names and numbers: the answer is that of what does not exist."""
        for function in self._shuffled(self.public):
            login = self._login(function)
            prelude = self.world.contexts[login] if self.rng.random() < 0.3 or login == "trusted" else ""
            statement = call(function, self.world.own, self.mine, self.theirs, self.rng)
            yield Attempt(login, statement, prelude, oracle=function.name not in SPELLING)

    def victims_organization(self) -> Iterator[Attempt]:
        """The victim's organization as the argument, with a context of the attacker's own or without one."""
        for function in self._shuffled(self.public):
            login = self._login(function)
            prelude = self.world.contexts[login] if self.rng.random() < 0.3 else ""
            victim = self.world.victim.organization
            yield Attempt(login, call(function, victim, self.theirs, self.theirs, self.rng), prelude, oracle=True)

    def internal_functions(self) -> Iterator[Attempt]:
        """What entry functions are made of, called as an entry function would."""
        for function in self._shuffled(self.internal):
            organization = self.rng.choice([self.world.own, self.world.victim.organization])
            yield Attempt(
                self._login(function), call(function, organization, self.mine, self.theirs, self.rng, share=0.9)
            )

    def unique_and_foreign_keys(self) -> Iterator[Attempt]:
        """Documents that name what only the victim has: keys, payees, accounts, ids to settle, entities to relate."""
        while True:
            request = {
                "transaction_type": self.rng.choice(["bill", "invoice", "payment", "expense", "journal"]),
                "total_amount": self.rng.choice([self.theirs.number(), 100]),
                "counterparty": self.rng.choice([self.theirs.text("counterparty_name"), self.theirs.uuid("counterparty_id")]),
            }  # fmt: skip
            for field, value in (
                ("idempotency_key", self.theirs.text("key")),
                ("reference_number", self.theirs.text("reference_number")),
                ("description", self.theirs.text("description")),
                ("account", self.rng.choice(["5000", self.theirs.text("code")])),
                ("unit", self.theirs.text("unit")),
                ("settles", [{"transaction_id": self.theirs.uuid("transaction_id"), "amount": "7"}]),
                ("request_id", self.theirs.text("request_id")),
            ):
                if self.rng.random() < 0.4:
                    request[field] = value
            function = self.rng.choice(SUBMITTING)
            body = json.dumps([request] if function.endswith("batch") else request)
            extra = {"update_draft": f"{quote(self.theirs.uuid('transaction_id'))}, ",
                     "correct": f"{quote(self.theirs.uuid('transaction_id'))}, "}.get(function, "")  # fmt: skip
            last = ", 'mistake'" if function == "correct" else ""
            statement = f"SELECT * FROM hera.{function}({quote(self.world.own)}, {extra}{quote(body)}{last})"
            yield Attempt(self.rng.choice(["owner", "integration", "accountant"]), statement, oracle=True)
