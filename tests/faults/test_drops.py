"""Connections that drop, from either end: a client that repeats its key has its document exactly once."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from hera.server.cluster import Cluster
from support.clients import Clients
from support.office import Office

pytestmark = pytest.mark.timeout(3600)


def test_exactly_once_by_idempotency_key(
    durable: Callable[..., Cluster],
    open_office: Callable[[Cluster], Office],
    rng: random.Random,
    seed: int,
    scaled: Callable[[int], int],
    record_figure: Callable[..., None],
) -> None:
    office = open_office(durable())
    organization = office.organization("Dropped")
    login = office.login(organization)
    clients = Clients(office.database, organization, login, seed, vanish=0.1)
    wanted, terminated = max(20, scaled(1000)), 0
    clients.start()
    until = time.monotonic() + 3000
    while terminated + clients.vanished < wanted:
        assert time.monotonic() < until
        time.sleep(rng.uniform(0.01, 0.1))
        rows = office.admin.execute(
            "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE usename = %s"
            " AND state = 'active' ORDER BY random() LIMIT 1) AS a",
            [login],
        ).fetchall()
        terminated += len(rows)
    clients.finish()
    counts = clients.check(office.admin)
    assert clients.vanished > 0
    assert terminated > 0
    record_figure(
        "connections dropped under load", terminated + clients.vanished, "drops", "every document exactly once"
    )
    record_figure("of them by the client, before its answer", clients.vanished, "drops", "")
    record_figure("documents of clients that repeat their key", counts["acknowledged"], "documents", "0 lost, 0 twice")
