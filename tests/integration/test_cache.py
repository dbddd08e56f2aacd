"""The cache: lifetimes, tags, bounds, one that computes for many, and the walls between organizations."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, refused, value


class Cache:
    """The cache of one organization through one connection."""

    def __init__(self, office: Office, organization: UUID, connection: Connection) -> None:
        self.office, self.organization, self.connection = office, organization, connection

    def get(self, key: str) -> Any:
        return value(self.connection, "SELECT hera.cache_get(%s, %s)", [self.organization, key])

    def set(self, key: str, content: Any, *more: Any) -> None:
        self.connection.execute(
            f"SELECT hera.cache_set(%s, %s, %s{', %s' * len(more)})", [self.organization, key, Jsonb(content), *more]
        )

    def claim(self, key: str, wait: int = 5000) -> tuple[Any, bool, bool]:
        row = self.connection.execute(
            "SELECT * FROM hera.cache_claim(%s, %s, %s)", [self.organization, key, wait]
        ).fetchone()
        assert row is not None
        return row[0], row[1], row[2]

    def stats(self) -> dict[str, Any]:
        cursor = self.connection.execute("SELECT * FROM hera.cache_stats(%s)", [self.organization])
        names = [column.name for column in cursor.description or []]
        return dict(zip(names, cursor.fetchone() or (), strict=True))

    def invalidate(self, **arguments: str) -> Any:
        named = "".join(f", {name} => %s" for name in arguments)
        return value(
            self.connection, f"SELECT hera.cache_invalidate(%s{named})", [self.organization, *arguments.values()]
        )


def new_cache(office: Office, **limits: int) -> Cache:
    organization = office.organization("Cache")
    for name, number in limits.items():
        office.admin.execute("SELECT hera.set_setting(%s, %s, %s)", [name, str(number), organization])
    return Cache(office, organization, office.connect(office.login(organization)))


def test_what_is_stored_is_found(office: Office) -> None:
    cache = new_cache(office)
    assert cache.get("a") is None
    for content in ({"x": [1, "é", None]}, None, 5, "text", []):
        cache.set("a", content)
        found = value(cache.connection, "SELECT hera.cache_get(%s, 'a')::text", [cache.organization])
        assert found == str(value(cache.connection, "SELECT %s::jsonb::text", [Jsonb(content)]))
    other = new_cache(office)
    assert other.get("a") is None
    assert cache.stats() | {"bytes": 0} == {
        "entries": 1, "bytes": 0, "expired": 0, "hits": 5, "misses": 0, "hit_ratio": 1,
    }  # fmt: skip


def test_hits_and_misses_survive_a_rollback(office: Office) -> None:
    cache = new_cache(office)
    cache.set("a", 1)
    with cache.connection.transaction(force_rollback=True):
        cache.get("a")
        cache.get("b")
        cache.get("c")
    stats = cache.stats()
    assert (stats["hits"], stats["misses"], float(stats["hit_ratio"])) == (1, 2, 0.3333)


def test_lifetimes(office: Office) -> None:
    cache = new_cache(office, cache_lifetime_short=1)
    for lifetime in ("short", "medium", "long", "week"):
        cache.set(lifetime, 1, lifetime)
    rows = office.admin.execute(
        "SELECT lifetime, round(extract(epoch FROM expires_at - stored_at))::int FROM hera_internal.cache_entry"
        " WHERE organization_id = %s", [cache.organization]
    ).fetchall()  # fmt: skip
    assert dict(rows) == {"short": 1, "medium": 3600, "long": 86400, "week": 604800}
    time.sleep(1.1)
    assert (cache.get("short"), cache.get("medium")) == (None, 1)
    assert cache.stats()["expired"] == 1
    assert value(office.admin, "SELECT hera.purge_cache()") == 1
    assert cache.stats()["entries"] == 3


def test_invalidation(office: Office) -> None:
    cache = new_cache(office)
    for key, tags in (("a", ["x"]), ("b", ["x", "y"]), ("c", ["y"]), ("d", [])):
        cache.set(key, 1, "long", tags)
    other = new_cache(office)
    other.set("a", 1, "long", ["x"])
    assert cache.invalidate(p_tag="x") == 2
    assert [cache.get(key) for key in "abcd"] == [None, None, 1, 1]
    assert cache.invalidate(p_key="c") == 1
    assert cache.invalidate(p_key="c") == 0
    assert cache.invalidate() == 1
    assert other.get("a") == 1


def test_its_size_is_bounded(office: Office) -> None:
    cache = new_cache(office, cache_max_bytes=20_000, cache_max_value_bytes=1_000)
    for number in range(600):
        cache.set(f"k{number}", f"{number:0900d}")
    assert cache.stats()["bytes"] < 20_000 + 10 * 32 * 1_000
    value(cache.connection, "SELECT hera.cache_warm(%s, %s)", [cache.organization, Jsonb([{"key": "k", "value": 1}])])
    assert cache.stats()["bytes"] <= 20_000
    assert cache.get("k599") is not None
    assert cache.get("k0") is None
    with refused("ZHV10"):
        cache.set("k", "x" * 1_000_000)


def test_warming(office: Office) -> None:
    cache = new_cache(office)
    entries = [{"key": "b", "value": 2, "lifetime": "week", "tags": ["t"]}, {"key": "a", "value": 1}]
    assert value(cache.connection, "SELECT hera.cache_warm(%s, %s)", [cache.organization, Jsonb(entries)]) == 2
    assert (cache.get("a"), cache.get("b")) == (1, 2)
    assert cache.invalidate(p_tag="t") == 1
    for bad, state in (({}, "ZHV03"), ([{"value": 1}], "ZHV05"), ([{"key": "k"}], "ZHV10"), ([5], "ZHV05")):
        with refused(state):
            cache.connection.execute("SELECT hera.cache_warm(%s, %s)", [cache.organization, Jsonb(bad)])


def test_of_many_that_miss_at_once_one_computes(office: Office) -> None:
    cache = new_cache(office)
    cache.set("warm", 1)
    login, clients = office.login(cache.organization), 8
    barrier, computed = threading.Barrier(clients), []

    def work(number: int) -> Any:
        with office.database.connect(login) as connection:
            mine = Cache(office, cache.organization, connection)
            mine.get("warm")
            barrier.wait()
            with connection.transaction():
                found, _, claimed = mine.claim("dear")
                if claimed:
                    computed.append(number)
                    time.sleep(0.3)
                    mine.set("dear", number)
                    found = number
                elif found is not None:
                    locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
                    assert value(connection, locks) == 0
            return found

    with ThreadPoolExecutor(clients) as pool:
        found = list(pool.map(work, range(clients)))
    assert len(computed) == 1
    assert found == computed * clients


def test_a_claim_that_fails_is_handed_on_and_a_wait_ends(office: Office) -> None:
    cache = new_cache(office)
    login = office.login(cache.organization)
    with office.database.connect(login) as one, office.database.connect(login) as two:
        first, second = Cache(office, cache.organization, one), Cache(office, cache.organization, two)
        with one.transaction(force_rollback=True):
            assert first.claim("k") == (None, False, True)
            started = time.monotonic()
            assert second.claim("k", wait=50) == (None, False, False)
            assert time.monotonic() - started < 2
            assert value(two, "SELECT current_setting('lock_timeout')") == "0"
        assert second.claim("k") == (None, False, True)


def test_rights(office: Office) -> None:
    cache = new_cache(office)
    cache.set("a", 1)
    viewer = Cache(office, cache.organization, office.connect(office.login(cache.organization, "viewer")))
    assert viewer.get("a") == 1
    with refused("ZHZ01"):
        viewer.set("a", 2)
    stranger = Cache(office, cache.organization, new_cache(office).connection)
    with refused("ZHZ01"):
        stranger.get("a")
    for arguments in (("", 1), ("k", 1, "forever"), ("k", 1, "long", ["x"] * 21), ("k", 1, "long", [None])):
        with refused("ZHV05" if arguments[0] == "" else "ZHV10"):
            cache.set(*arguments)


def test_a_read_only_transaction_reads(office: Office) -> None:
    cache = new_cache(office)
    cache.set("a", 1)
    with cache.connection.transaction():
        cache.connection.execute("SET TRANSACTION READ ONLY")
        assert cache.get("a") == 1
    assert cache.stats()["hits"] == 0
