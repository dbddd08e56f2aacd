"""Neighbours through HNSW: made where there are many patterns, hardly one missed, exact search wherever it is not whole."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from hera.maintenance.perform import Done, perform
from support.databases import Connection
from support.neighbours import Item, embed, exact, fill, made_up, real_items
from support.office import Office, value

QUERIES = 120
ACCOUNTS = ["5000", "6110", "6130", "6610"]
INDEXES = "SELECT c.relname FROM pg_class AS c WHERE hera_internal.is_neighbour_index(c.oid) ORDER BY 1"
ASK = "SELECT explanation FROM hera_internal.ask_neighbours(%s, 'bill', %s, %s)"
NEAR = """
    SELECT count(*) FROM hera.ai_transaction_patterns AS p
    WHERE p.embedding <#> %s < -0.301 AND p.organization_id = %s AND p.account_code = coalesce(%s, p.account_code)
"""
DOCTOR = "SELECT state, evidence FROM hera.doctor('classification') WHERE check_name = 'neighbours'"


@dataclass
class Books:
    """Three organizations with their shares of all patterns, and one that stores what the others ask for."""

    admin: Connection
    organizations: dict[str, UUID]
    questions: list[str]
    met: Item

    def ask(self, organization: UUID, asked: str, rejected: list[str] | None = None) -> dict[str, Any]:
        """As an entry function asks: under row security."""
        with self.admin.transaction():
            self.admin.execute("SELECT set_config('hera.organization_id', %s, true)", [str(organization)])
            self.admin.execute("SET LOCAL ROLE hera_api")
            found: dict[str, Any] | None = value(self.admin, ASK, [organization, asked, rejected or []])
            self.admin.execute("RESET ROLE")
        return found or {}

    @property
    def dense(self) -> str:
        """The question with most patterns of the large organization within reach."""
        return max(self.questions, key=lambda asked: self.within(asked))

    def within(self, asked: str, account: str | None = None) -> int:
        """How many patterns of the large organization, or of one account, are near enough to vote."""
        count: int = value(self.admin, NEAR, [asked, self.organizations["large"], account])
        return count

    def maintain(self) -> tuple[Done, list[str]]:
        """The maintenance of a day on which nothing was done yet."""
        said: list[str] = []
        self.admin.execute("DELETE FROM hera_internal.maintenance_run")
        return perform(self.admin, Event(), said.append, "test"), said

    def index(self, organization: UUID) -> str:
        return str(value(self.admin, "SELECT hera_internal.neighbour_index_name(%s, 'bill')", [organization]))

    def indexes(self) -> list[str]:
        return [name for (name,) in self.admin.execute(INDEXES)]

    def say_valid(self, organization: UUID, valid: bool) -> None:
        """What an interrupted build leaves, and back."""
        self.admin.execute(
            "UPDATE pg_index SET indisvalid = %s WHERE indexrelid = ('hera.' || %s)::regclass",
            [valid, self.index(organization)],
        )


@pytest.fixture(scope="module")
def books(office: Office, seed: int, scaled: Callable[[int], int]) -> Books:
    rng = random.Random(seed)
    admin = office.admin
    admin.execute("SELECT set_config('search_path', 'pg_catalog, ' || hera_internal.vector_schema(), false)")
    total = max(3_000, scaled(60_000))
    real = real_items()
    rng.shuffle(real)
    asked = [made_up(rng, real) if n % 2 else rng.choice(real) for n in range(QUERIES)]
    organizations = {}
    for name, share in (("large", 0.9), ("middle", 0.05), ("small", 0.005), ("hostile", 0.045)):
        count = round(total * share)
        organizations[name] = office.organization(f"Neighbours {name}")
        if name == "hostile":
            items = [rng.choice(asked) for _ in range(count)]
        else:
            items = real[: count // 2]
            items += [made_up(rng, real) for _ in range(count - len(items))]
        fill(admin, organizations[name], items, ACCOUNTS)
    admin.execute("VACUUM (ANALYZE) hera.ai_transaction_patterns")
    books = Books(admin, organizations, [embed(admin, item) for item in asked], real[0])
    done, said = books.maintain()
    assert done.failures == 0, said
    return books


def test_indexes_are_made_above_two_thousand_patterns_only(books: Books) -> None:
    counts = books.admin.execute(
        "SELECT organization_id, count(*) FROM hera.ai_transaction_patterns WHERE level = 'text' GROUP BY 1"
    ).fetchall()
    wanted = sorted(books.index(organization) for organization, count in counts if count > 2000)
    assert books.index(books.organizations["large"]) in wanted
    assert books.indexes() == wanted
    state, evidence = books.admin.execute(DOCTOR).fetchone() or ("", "")
    assert (state, evidence.split(" ")[0]) == ("ok", str(len(wanted)))
    # The session of maintenance has its own settings again.
    settings = "SELECT count(*) FROM pg_settings WHERE setting <> reset_val AND name IN ('maintenance_work_mem', 'lock_timeout')"
    assert value(books.admin, settings) == 0
    # They are no part of the storage that migrations make.
    stored = "SELECT count(*) FROM hera_internal.storage_objects() WHERE kind = 'index' AND name ~ 'neighbours_'"
    assert value(books.admin, stored) == 0


@pytest.mark.parametrize(("name", "share"), [("large", "90"), ("middle", "5"), ("small", "0.5")])
def test_recall_under_an_organization_filter(
    books: Books, name: str, share: str, record_figure: Callable[..., None]
) -> None:
    organization = books.organizations[name]
    count = value(
        books.admin, "SELECT count(*) FROM hera.ai_transaction_patterns WHERE organization_id = %s", [organization]
    )
    found = wanted = 0
    for asked in books.questions:
        explanation = books.ask(organization, asked)
        assert ("search" in explanation) == (bool(explanation) and count > 2000)
        near = [distance for distance in exact(books.admin, organization, asked) if distance < 0.7]
        got = [n["distance"] for n in explanation.get("nearest", [])]
        assert len(got) <= 10
        # Nothing is shorter than the exact answer, which would be another organization's.
        assert all(distance >= near[0] - 1e-5 for distance in got)
        # Two that are equally near may stand for each other.
        found += sum(distance <= near[-1] + 1e-5 for distance in got)
        wanted += len(near)
    assert wanted >= QUERIES / 2
    how = "HNSW" if count > 2000 else "exact"
    record_figure(
        f"neighbours, recall@10 of an organization with {share} % of the patterns ({count:,}, {how})",
        found / wanted, "", "at least 0.95",
    )  # fmt: skip
    assert found >= 0.95 * wanted


def test_the_plan_uses_the_index_of_the_organization(books: Books) -> None:
    """By the plan of the request itself, under row security, and not by one that is like it."""
    large = books.organizations["large"]
    said: list[str] = []
    books.admin.add_notice_handler(lambda notice: said.append(notice.message_primary or ""))
    for setting in ("log_min_duration = 0", "log_nested_statements = on", "log_level = notice", "log_analyze = on"):
        books.admin.execute("LOAD 'auto_explain'")
        books.admin.execute(f"SET auto_explain.{setting}".encode())
    try:
        books.ask(large, books.questions[0])
    finally:
        books.admin.execute("SET auto_explain.log_min_duration = -1")
    plan = next(text for text in said if "LIMIT 10" in text and "LIMIT 2000" not in text)
    assert re.search(rf"Index Scan using {books.index(large)} .*rows=10 ", plan), plan
    assert "Sort Key: p.embedding" not in plan
    assert not any("LIMIT 2000" in text for text in said)


def test_what_it_sets_for_the_search_is_put_back(books: Books) -> None:
    with books.admin.transaction():
        books.admin.execute("SET LOCAL hnsw.ef_search = 77")
        books.ask(books.organizations["large"], books.questions[0])
        assert value(books.admin, "SELECT current_setting('hnsw.ef_search')") == "77"
        assert value(books.admin, "SELECT current_setting('hnsw.iterative_scan')") == "off"


def test_rejected_accounts_and_dead_rows_hide_none(books: Books) -> None:
    """Of the nearest, nearly all are rejected or were superseded since the last vacuum: ten come all the same."""
    large, asked = books.organizations["large"], books.dense
    first = books.ask(large, asked)["nearest"][0]["pattern"]
    for account in ACCOUNTS:
        rejected = [code for code in ACCOUNTS if code != account]
        explanation = books.ask(large, asked, rejected)
        assert explanation["search"] == "hnsw"
        assert {n["account"] for n in explanation["nearest"]} == {account}
        assert len(explanation["nearest"]) >= min(10, books.within(asked, account)) > 5
    books.admin.execute("ALTER TABLE hera.ai_transaction_patterns SET (autovacuum_enabled = off)")
    for _ in range(400):
        books.admin.execute(
            "UPDATE hera.ai_transaction_patterns SET seen = seen + 1, last_seen_at = now()"
            " WHERE organization_id = %s AND id = %s",
            [large, first],
        )
    explanation = books.ask(large, asked)
    assert (explanation["search"], len(explanation["nearest"])) == ("hnsw", 10)
    assert explanation["nearest"][0]["pattern"] == first
    books.admin.execute("ALTER TABLE hera.ai_transaction_patterns RESET (autovacuum_enabled)")
    books.admin.execute("VACUUM hera.ai_transaction_patterns")


def test_a_search_that_gives_fewer_than_ten_is_made_exactly(books: Books) -> None:
    large, asked = books.organizations["large"], books.dense
    with books.admin.transaction(force_rollback=True):
        # All accounts but one are rejected, and that has five of the nearest patterns.
        books.admin.execute(
            "UPDATE hera.ai_transaction_patterns SET account_code = '6120' WHERE organization_id = %s AND id IN ("
            " SELECT p.id FROM hera.ai_transaction_patterns AS p WHERE p.organization_id = %s"
            " ORDER BY (p.embedding <#> %s) + 0 LIMIT 5)",
            [large, large, asked],
        )
        search = "SELECT searched FROM hera_internal.search_neighbours(%s, 'bill', %s, %s, ('hera.' || %s)::regclass)"
        assert value(books.admin, search, [large, asked, [], books.index(large)])
        assert not value(books.admin, search, [large, asked, ACCOUNTS, books.index(large)])
        assert "search" not in books.ask(large, asked, ACCOUNTS)


def test_an_index_that_is_not_whole_is_not_used(books: Books) -> None:
    """A build that was interrupted: exact search, no finding of verify, one of doctor, and maintenance begins anew."""
    large = books.organizations["large"]
    books.say_valid(large, False)
    assert "search" not in books.ask(large, books.questions[0])
    assert len(books.ask(large, books.dense)["nearest"]) == 10
    assert (
        value(books.admin, "SELECT count(*) FROM hera_internal.find_loose_guards() AS f WHERE f ~ 'neighbours_'") == 0
    )
    assert (books.admin.execute(DOCTOR).fetchone() or ("",))[0] == "warning"
    plan = "SELECT statement FROM hera.maintenance_plan() WHERE target = 'hera.' || %s"
    with books.admin.transaction():
        books.admin.execute("LOCK TABLE hera.ai_transaction_patterns IN SHARE UPDATE EXCLUSIVE MODE")
        assert books.admin.execute(plan, [books.index(large)]).fetchall() == [], "a build goes on"
    assert str(value(books.admin, plan, [books.index(large)])).startswith("DROP INDEX CONCURRENTLY")
    done, said = books.maintain()
    assert done.failures == 0
    steps = [text.split(" ")[0] for text in said if books.index(large) in text]
    assert steps == ["DROP", "CREATE"]
    assert books.ask(large, books.questions[0])["search"] == "hnsw"
    assert (books.admin.execute(DOCTOR).fetchone() or ("",))[0] == "ok"


def test_a_request_is_answered_through_it_and_replays(office: Office, books: Books) -> None:
    large = books.organizations["large"]
    login = office.connect(office.login(large))
    outcome = value(
        login,
        "SELECT hera.classify(%s, %s)",
        [large, Jsonb({"transaction_type": "bill", "total_amount": 61.07, "tax_amount": 0,
                       "counterparty": f"Nobody {books.met.payee}", "description": books.met.text, "unit": books.met.unit})],
    )  # fmt: skip
    explanation = outcome["explanation"]
    assert (explanation["stage"], explanation["search"]) == ("neighbours", "hnsw")
    again = value(books.admin, "SELECT hera_internal.replay_explanation(%s)", [Jsonb(explanation)])
    assert {key: again[key] for key in explanation} == explanation


def test_indexes_go_when_they_are_not_wanted(books: Books) -> None:
    """Fewer than a thousand patterns, or more indexes than the setting allows."""
    large = books.organizations["large"]
    books.admin.execute("SELECT hera.set_setting('neighbour_indexes', '0')")
    assert books.maintain()[0].failures == 0
    assert books.indexes() == []
    assert (books.admin.execute(DOCTOR).fetchone() or ("",))[0] == "ok"
    books.admin.execute("SELECT hera.set_setting('neighbour_indexes', '1')")
    assert books.maintain()[0].failures == 0
    assert books.indexes() == [books.index(large)]
    with books.admin.transaction(force_rollback=True):
        books.admin.execute("DELETE FROM hera_internal.maintenance_run")
        left = "SELECT statement, reason FROM hera.maintenance_plan() WHERE target = 'hera.' || %s"
        for count in (1_000, 999):
            books.admin.execute(
                "DELETE FROM hera.ai_transaction_patterns WHERE organization_id = %s AND id NOT IN (SELECT p.id FROM"
                " hera.ai_transaction_patterns AS p WHERE p.organization_id = %s LIMIT %s)",
                [large, large, count],
            )
            found = books.admin.execute(left, [books.index(large)]).fetchall()
            assert [statement.split(" ")[0] for statement, _ in found] == ([] if count == 1_000 else ["DROP"])
        assert found[0][1].startswith("999 patterns")


def test_the_name_says_one_type_of_one_organization(books: Books) -> None:
    names = {
        value(books.admin, "SELECT hera_internal.neighbour_index_name(%s, %s)", [organization, kind])
        for organization in books.organizations.values()
        for kind in ("bill", "card_purchase")
    }
    assert len(names) == 2 * len(books.organizations)
