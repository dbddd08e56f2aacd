"""SIGKILL of the server under load: what was acknowledged is there, once, balanced and numbered."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

import psycopg
import pytest

from hera.cli.errors import HeraError
from hera.server.cluster import Cluster
from support.clients import Clients
from support.office import Office

pytestmark = pytest.mark.timeout(3600)


def start_again(cluster: Cluster) -> float:
    """Start a server whose last backends may still be ending; the seconds it took."""
    began = time.monotonic()
    for attempt in range(100):
        try:
            cluster.start()
            return time.monotonic() - began
        except HeraError:
            if attempt == 99:
                raise
            time.sleep(0.1)
    raise AssertionError


def test_nothing_acknowledged_is_lost(
    durable: Callable[..., Cluster],
    open_office: Callable[[Cluster], Office],
    rng: random.Random,
    seed: int,
    scaled: Callable[[int], int],
    record_figure: Callable[..., None],
) -> None:
    cluster = durable()
    office = open_office(cluster)
    organization = office.organization("Killed")
    clients = Clients(office.database, organization, office.login(organization), seed)
    ended = threading.Event()

    def keep_house() -> None:
        """Refresh rollups and certify meanwhile: a crash must leave these whole as well."""
        while not ended.is_set():
            try:
                with office.database.connect(connect_timeout=10) as connection:
                    while not ended.is_set():
                        connection.execute("SELECT * FROM hera.refresh_balances(%s)", [organization])
                        connection.execute("SELECT * FROM hera.verify_since(%s)", [organization])
            except psycopg.Error:
                time.sleep(0.05)

    kills, longest = max(2, scaled(25)), 0.0
    clients.start()
    house = threading.Thread(target=keep_house, daemon=True)
    house.start()
    for _ in range(kills):
        clients.wait_for(len(clients.acknowledged) + 20)
        time.sleep(rng.uniform(0, 0.3))
        cluster.kill()
        longest = max(longest, start_again(cluster))
    clients.wait_for(len(clients.acknowledged) + 20)
    clients.finish()
    ended.set()
    house.join(30)
    with office.database.connect() as admin:
        counts = clients.check(admin)
        findings = admin.execute("SELECT * FROM hera.verify() WHERE NOT ok").fetchall()
    assert findings == []
    record_figure("kill -9 of the server under load", kills, "times", "verify is clean")
    record_figure("documents acknowledged across them", counts["acknowledged"], "documents", "0 lost, 0 twice")
    record_figure("calls repeated because nobody answered", counts["retries"], "calls", "")
    record_figure("longest restart after kill -9", longest, "s", "")
