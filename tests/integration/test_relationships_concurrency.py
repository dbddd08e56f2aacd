"""Rules between rows hold when two transactions each break one half of them."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID

import psycopg
import pytest
from psycopg import IsolationLevel

from support.databases import Connection, Database
from support.entry import Entry, faults
from support.people import LoginFactory, OrganizationFactory

FIRST = date(2026, 1, 1)


class Scene:
    """An organization with a login, and connections of that login."""

    def __init__(self, database: Database, organization: UUID, login: str) -> None:
        self.database = database
        self.organization = organization
        self.login = login
        self.connections: list[Connection] = []

    def caller(self, *, autocommit: bool = True, isolation: IsolationLevel | None = None) -> Entry:
        """Entry functions on a new connection."""
        connection = self.database.connect(self.login, autocommit=autocommit)
        connection.isolation_level = isolation
        self.connections.append(connection)
        return Entry(connection, self.organization)

    def wait_for_lock(self, entry: Entry) -> None:
        """Return when the connection waits for a lock of another."""
        with self.database.connect() as admin:
            for _ in range(500):
                row = admin.execute(
                    "SELECT cardinality(pg_blocking_pids(%s)) > 0, pg_sleep(0.01)", [entry.connection.info.backend_pid]
                ).fetchone()
                if row and row[0]:
                    return
        pytest.fail("the second transaction did not wait for the first")


@pytest.fixture
def scene(clone: Database, organization: OrganizationFactory, login: LoginFactory) -> Iterator[Scene]:
    """A fresh organization whose login may write entities."""
    identifier = organization("Races")
    scene = Scene(clone, identifier, login(identifier, "accountant"))
    yield scene
    for connection in scene.connections:
        connection.close()


def units(entry: Entry, count: int) -> list[UUID]:
    """That many new entities."""
    return [
        entry.create_entity(p_entity_type="unit", p_code=f"U{number}", p_name=f"Unit {number}")
        for number in range(count)
    ]


def in_background(call: Callable[[], object]) -> Future[object]:
    """Start a call that is expected to wait."""
    pool = ThreadPoolExecutor(max_workers=1)
    future = pool.submit(call)
    pool.shutdown(wait=False)
    return future


@pytest.mark.parametrize(
    ("isolation", "sqlstate"),
    [
        (IsolationLevel.READ_COMMITTED, "ZHE22"),
        (IsolationLevel.REPEATABLE_READ, "40001"),
        (IsolationLevel.SERIALIZABLE, "40001"),
    ],
)
def test_two_halves_of_a_cycle(scene: Scene, isolation: IsolationLevel, sqlstate: str) -> None:
    setup = scene.caller()
    setup.define_relationship_type(p_code="owns", p_name="owns", p_acyclic=True)
    left, right = units(setup, 2)
    first = scene.caller(autocommit=False, isolation=isolation)
    second = scene.caller(autocommit=False, isolation=isolation)
    # Both have their snapshot before either has written.
    for entry in (first, second):
        entry.rows("list_related", p_entity_id=left)
    first.relate_entities(p_relationship_type="owns", p_from_entity_id=left, p_to_entity_id=right, p_valid_from=FIRST)
    waiting = in_background(
        lambda: second.relate_entities(
            p_relationship_type="owns", p_from_entity_id=right, p_to_entity_id=left, p_valid_from=FIRST
        )
    )
    scene.wait_for_lock(second)
    first.connection.commit()
    with pytest.raises(psycopg.Error) as caught:
        waiting.result(timeout=30)
    second.connection.rollback()
    assert caught.value.sqlstate == sqlstate
    assert len(setup.rows("list_related", p_entity_id=left, p_as_of=FIRST)) == 1


def test_two_parents_at_once(scene: Scene) -> None:
    setup = scene.caller()
    setup.define_relationship_type(p_code="leads", p_name="leads", p_unique_parent=True)
    left, right, child = units(setup, 3)
    first, second = scene.caller(autocommit=False), scene.caller(autocommit=False)
    first.relate_entities(p_relationship_type="leads", p_from_entity_id=left, p_to_entity_id=child)
    waiting = in_background(
        lambda: second.relate_entities(p_relationship_type="leads", p_from_entity_id=right, p_to_entity_id=child)
    )
    scene.wait_for_lock(second)
    first.connection.commit()
    with pytest.raises(psycopg.Error) as caught:
        waiting.result(timeout=30)
    assert faults(caught.value) == [("ENT_023", "from_entity_id")]


def test_stricter_rule_against_a_new_relationship(scene: Scene) -> None:
    setup = scene.caller()
    setup.define_relationship_type(p_code="near", p_name="near")
    left, right = units(setup, 2)
    first, second = scene.caller(autocommit=False), scene.caller(autocommit=False)
    first.relate_entities(p_relationship_type="near", p_from_entity_id=left, p_to_entity_id=right)
    waiting = in_background(lambda: second.define_relationship_type(p_code="near", p_name="near", p_acyclic=True))
    scene.wait_for_lock(second)
    first.connection.commit()
    with pytest.raises(psycopg.Error) as caught:
        waiting.result(timeout=30)
    assert faults(caught.value) == [("ENT_025", "relationship_type")]


def test_new_type_of_a_field_against_its_first_value(scene: Scene) -> None:
    setup = scene.caller()
    setup.define_field(p_entity_type="unit", p_field_name="size", p_data_type="number")
    (unit,) = units(setup, 1)
    first, second = scene.caller(autocommit=False), scene.caller(autocommit=False)
    first.set_dynamic_data(p_entity_id=unit, p_fields={"size": 1})
    waiting = in_background(lambda: second.define_field(p_entity_type="unit", p_field_name="size", p_data_type="text"))
    scene.wait_for_lock(second)
    first.connection.commit()
    with pytest.raises(psycopg.Error) as caught:
        waiting.result(timeout=30)
    assert faults(caught.value) == [("ENT_018", "data_type")]


def test_no_cycle_whatever_many_writers_do(scene: Scene, rng: random.Random, scaled: Callable[[int], int]) -> None:
    setup = scene.caller()
    setup.define_relationship_type(p_code="owns", p_name="owns", p_acyclic=True)
    entities = units(setup, 6)
    attempts, seeds = scaled(4000), [rng.random() for _ in range(4)]
    outcomes: list[str] = []
    lock = threading.Lock()

    def write(seed: float) -> None:
        choose = random.Random(seed)
        entry = scene.caller()
        for _ in range(attempts):
            parent, child = choose.sample(entities, 2)
            begin = FIRST + timedelta(days=choose.randrange(10))
            end = choose.choice([None, begin + timedelta(days=choose.randrange(1, 10))])
            try:
                entry.relate_entities(
                    p_relationship_type="owns", p_from_entity_id=parent, p_to_entity_id=child,
                    p_valid_from=begin, p_valid_to=end,
                )  # fmt: skip
                outcome = "stored"
            except psycopg.Error as error:
                outcome = error.sqlstate or "unknown"
            with lock:
                outcomes.append(outcome)

    with ThreadPoolExecutor(max_workers=len(seeds)) as pool:
        list(pool.map(write, seeds))

    assert set(outcomes) <= {"stored", "ZHE22", "ZHE24"}
    assert {"stored", "ZHE22"} <= set(outcomes)
    with scene.database.connect() as admin:
        edges = admin.execute("SELECT from_entity_id, to_entity_id, valid_from, valid_to FROM hera.core_relationships")
        stored = edges.fetchall()
    assert len(stored) == outcomes.count("stored")
    for day in (FIRST + timedelta(days=number) for number in range(21)):
        today = {(f, t) for f, t, begin, end in stored if begin <= day and (end is None or day < end)}
        assert not has_cycle(today), day


def has_cycle(edges: set[tuple[UUID, UUID]]) -> bool:
    """Whether what is left, when leaves are taken away again and again, is not empty."""
    while True:
        parents = {parent for parent, _ in edges}
        kept = {(parent, child) for parent, child in edges if child in parents}
        if kept == edges:
            return bool(edges)
        edges = kept
