"""The victim, the attacker, the attacker's logins, and probes that try many things in one round trip."""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from support.databases import Connection
from support.leaks.canaries import Canaries
from support.leaks.secrets import TOKEN, Secrets, gather, tokens
from support.leaks.tenant import Tenant
from support.office import Office

# Statements about things that nobody has, one of which is answered as the one about the victim's; nearly always the first.
TWINS = 100
BUNDLE = 100
UNDONE = "ZZ999"
# Everything that a statement says comes back, and nothing that it did stays.
PROBE = f"""
    CREATE FUNCTION pg_temp.probe(p_preludes text[], p_statements text[])
    RETURNS TABLE (state text, message text, detail text, hint text, context text, output text)
    LANGUAGE plpgsql AS $$
    DECLARE
        v_row record;
        v_lines text[];
    BEGIN
        FOR i IN 1 .. cardinality(p_statements) LOOP
            state := '00000'; message := ''; detail := ''; hint := ''; context := ''; output := '';
            BEGIN
                IF p_preludes[i] <> '' THEN
                    EXECUTE p_preludes[i];
                END IF;
                IF p_statements[i] ~* '^(select|with|explain|table|values|show|fetch|execute)\\M|\\mreturning\\M' THEN
                    v_lines := '{{}}';
                    FOR v_row IN EXECUTE p_statements[i] LOOP
                        v_lines := v_lines || v_row::text;
                    END LOOP;
                    output := array_to_string(v_lines, E'\\n');
                ELSE
                    EXECUTE p_statements[i];
                END IF;
                -- What is deferred to COMMIT fails here.
                SET CONSTRAINTS ALL IMMEDIATE;
                RAISE SQLSTATE '{UNDONE}';
            EXCEPTION WHEN SQLSTATE '{UNDONE}' THEN
                NULL;
            WHEN OTHERS THEN
                GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
                    detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT;
            END;
            RETURN NEXT;
        END LOOP;
    END $$
"""


@dataclass
class Attempt:
    """One statement of one of the attacker's logins; ``oracle``: it must say the same of what does not exist."""

    login: str
    statement: str
    prelude: str = ""
    oracle: bool = False


@dataclass
class Answer:
    """All that came back."""

    state: str
    texts: tuple[str, ...]
    output: str


def quote(item: Any) -> str:
    """An SQL literal without a type."""
    return "NULL" if item is None else "'" + str(item).replace("'", "''") + "'"


@dataclass
class World:
    """Two tenants in one database."""

    office: Office
    rng: random.Random
    secrets: Secrets = field(init=False)
    logins: dict[str, Connection] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    attempts: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        office = self.office
        self.mark, self.own_mark = self._word("zq"), self._word("wk")
        self.victim = Tenant(office, self.mark, 73_109)
        self.attacker = Tenant(office, self.own_mark, 61_807)
        for tenant in (self.attacker, self.victim):
            tenant.work()
        victims = [self.victim.organization, self.victim.partner]
        Canaries(office.admin, self.mark, self.rng).fill(self.victim.organization)
        office.admin.execute("ANALYZE")
        self._make_logins()
        self.secrets = gather(office.admin, self.mark, victims, [self.own, self.attacker.partner])
        clients = office.admin.execute("SELECT id::text FROM hera.core_clients WHERE name LIKE %s", [f"%{self.mark}%"])
        self.secrets.known |= {row[0] for row in clients}
        self.own_values = gather(office.admin, self.own_mark, [self.own], victims)

    @property
    def own(self) -> UUID:
        return self.attacker.organization

    def _word(self, start: str) -> str:
        return start + "".join(self.rng.choice(string.ascii_lowercase[10:]) for _ in range(5))

    def _make_logins(self) -> None:
        """Each kind of login that a tenant may have; none of them is of hera_admin, which may let itself in anywhere."""
        office, own = self.office, self.own
        self.names = {
            "owner": office.login(own, "owner", actor=f"{self.own_mark} boss"),
            "accountant": office.login(own, "accountant"),
            "auditor": office.login(own, "auditor", groups=("hera_app", "hera_auditor")),
            "viewer": office.login(own, "viewer", groups=("hera_app", "hera_bi")),
            "integration": office.login(own, "integration"),
            "trusted": office.trusted(own, groups=("hera_app", "hera_bi", "hera_auditor")),
            "bi": office.login(groups=("hera_bi",)),
            "nobody": office.login(groups=("hera_app", "hera_bi", "hera_auditor")),
        }
        office.admin.execute("SELECT hera.grant_bi(%s::name, %s)", [self.names["bi"], [own]])
        for kind, name in self.names.items():
            self.logins[kind] = self.connect(name)
        self.contexts = {kind: self._context(kind) for kind in self.names}

    def _context(self, kind: str) -> str:
        """The statement by which a login says whom it speaks for, where it may."""
        actors = {
            "owner": f"{self.own_mark} boss",
            "trusted": f"{self.own_mark} accountant",
            "bi": None,
            "nobody": None,
        }
        actor = actors.get(kind, self.names[kind])
        return f"SELECT hera.set_context({quote(self.own)}, {quote(actor)})" if actor else ""

    def connect(self, name: str) -> Connection:
        connection = self.office.connect(name)
        connection.execute("SET client_min_messages = debug1")
        connection.execute(PROBE)
        return connection

    def run(self, way: str, attempts: Iterable[Attempt], count: int) -> None:
        """Make so many attempts of a way, in bundles, and note what leaks."""
        attempts = iter(attempts)
        while count > 0 and (bundle := list(islice(attempts, min(BUNDLE, count)))):
            count -= len(bundle)
            for login in {attempt.login for attempt in bundle}:
                self._bundle(way, login, [attempt for attempt in bundle if attempt.login == login])

    def _bundle(self, way: str, login: str, attempts: list[Attempt]) -> None:
        answers, notices = self.ask(self.logins[login], attempts)
        self.attempts[way] += len(attempts)
        for attempt, answer in zip(attempts, answers, strict=True):
            self.answered[f"{way} {answer.state}"] += 1
            self.judge(way, attempt, "\n".join((*answer.texts, answer.output)))
        # Notices of a bundle come together.
        whole = Attempt(login, "\n".join(f"{one.prelude}\n{one.statement}" for one in attempts))
        self.judge(way, whole, notices)
        pairs = [(one, answer) for one, answer in zip(attempts, answers, strict=True) if one.oracle]
        if pairs:
            self._compare(way, login, pairs)

    def ask(self, connection: Connection, attempts: list[Attempt]) -> tuple[list[Answer], str]:
        """Everything in one transaction that is rolled back; each attempt sees nothing of the ones before it."""
        notices: list[str] = []

        def note(diagnostic: Any) -> None:
            notices.append("\n".join(filter(None, (diagnostic.message_primary, diagnostic.message_detail))))

        connection.add_notice_handler(note)
        try:
            with connection.transaction(force_rollback=True):
                rows = connection.execute(
                    "SELECT * FROM pg_temp.probe(%s::text[], %s::text[])",
                    [[one.prelude for one in attempts], [one.statement for one in attempts]],
                ).fetchall()
        finally:
            connection.remove_notice_handler(note)
        return [Answer(row[0], tuple(row[1:5]), row[5]) for row in rows], "\n".join(notices)

    def judge(self, way: str, attempt: Attempt, said: str) -> None:
        """A secret that the attempt did not contain itself is a leak."""
        found = self.secrets.found(said)
        if found and (found := found - self.secrets.found(f"{attempt.prelude}\n{attempt.statement}")):
            self.leak(way, attempt, f"shows {sorted(found)[:3]} in {said[:600]}")

    def leak(self, way: str, attempt: Attempt, what: str) -> None:
        statement = "; ".join(filter(None, (attempt.prelude, attempt.statement)))[:1500]
        self.leaks.append(f"{way}: {attempt.login}: {statement}\n    {what}")

    def _compare(self, way: str, login: str, pairs: list[tuple[Attempt, Answer]]) -> None:
        """What is the victim's and what is nobody's look the same; asked again, because some answers vary by themselves.

        Most do from call to call. How like a word is to the caller's own texts varies from word to word, and a few words in a
        hundred are like enough to be answered otherwise.
        """
        suspects = [(one, self.shape(answer), "") for one, answer in pairs]
        for _ in range(TWINS):
            twins = [Attempt(login, self.disguise(one.statement), self.disguise(one.prelude)) for one, *_ in suspects]
            shapes = [self.shape(answer) for answer in self.ask(self.logins[login], twins)[0]]
            self.attempts[way] += len(twins)
            suspects = [
                (one, mine, other)
                for (one, mine, _), other in zip(suspects, shapes, strict=True)
                if mine != other
            ]  # fmt: skip
            if not suspects:
                return
        for one, mine, other in suspects:
            self.leak(way, one, f"tells what exists:\n    {mine[:900]}\n  but\n    {other[:900]}")

    def disguise(self, statement: str) -> str:
        """The same statement about things that nobody has."""
        fakes: dict[str, str] = {}
        # Numbers keep their order: the victim's amounts are 13 apart.
        step = self.rng.randrange(1, 13)

        def replace(match: re.Match[str]) -> str:
            text = match.group(0)
            if not tokens(text) & self.secrets.known:
                return text
            if re.fullmatch(r"\d+(\.\d+)?", text):
                whole, point, rest = text.partition(".")
                return f"{int(whole) + step}{point}{rest}"
            # The first part of an id and of a moment is its time, which may decide what is looked at.
            kept = 13 if "-" in text else 9 if ":" in text else 0
            fake = text[:kept] + "".join(self._other(character) for character in text[kept:])
            return fakes.setdefault(text, fake)

        other = self._word("zq")
        return TOKEN.sub(replace, statement.replace(self.mark, other).replace(self.mark.upper(), other.upper()))

    def _other(self, character: str) -> str:
        if character.isdigit():
            return self.rng.choice("123456789")
        return self.rng.choice("abcdef") if character in "abcdef" else character

    def shape(self, answer: Answer) -> str:
        """An answer without what differs between any two calls."""
        state, message, detail, hint, context = (answer.state, *answer.texts)
        where = "\n".join(line for line in context.splitlines() if line.startswith("PL/pgSQL function hera"))
        text = "\n".join((message, detail, hint, answer.output)).lower()
        return f"{state} {_DIGITS.sub('0', _HEX.sub('u', _MARK.sub('m', text)))} {where}"


_MARK = re.compile(r"zq[k-z]{5}")
_HEX = re.compile(r"(?<![0-9a-z])[0-9a-f][0-9a-f-]{11,}(?![0-9a-z])")
_DIGITS = re.compile(r"-?\d[\d.:+e-]*")
