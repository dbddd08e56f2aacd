"""Limits across the end of a server: kept when it was stopped, begun anew after a crash, and never stuck."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from faults.test_kill import start_again
from hera.server.cluster import Cluster
from support.office import Office, value

pytestmark = pytest.mark.timeout(3600)
LIMIT = 7
PEEK = "SELECT remaining FROM hera.check_rate_limit(%s, p_peek => true)"
TAKE = "SELECT limited FROM hera.check_rate_limit(%s)"


@pytest.mark.parametrize("algorithm", ["gcra", "sliding_window"])
def test_a_crash_begins_a_new_burst(
    durable: Callable[..., Cluster],
    open_office: Callable[[Cluster], Office],
    record_figure: Callable[..., None],
    algorithm: str,
) -> None:
    cluster = durable()
    office = open_office(cluster)
    organization = office.organization("Limited", limited=True)
    office.set_limit(organization, LIMIT, 86_400_000)
    office.admin.execute("SELECT hera.set_setting('rate_limit_algorithm', %s, %s)", [algorithm, organization])
    login = office.login(organization)
    with office.database.connect(login) as caller:
        assert [value(caller, TAKE, [organization]) for _ in range(LIMIT + 1)] == [False] * LIMIT + [True]
    office.admin.close()
    cluster.stop()
    start_again(cluster)
    with office.database.connect(login) as caller:
        assert value(caller, PEEK, [organization]) == 0
    cluster.kill()
    start_again(cluster)
    with office.database.connect(login) as caller:
        assert [value(caller, TAKE, [organization]) for _ in range(LIMIT + 1)] == [False] * LIMIT + [True]
    record_figure(f"admitted after a crash, {algorithm}, limit {LIMIT}", LIMIT, "calls", "limit, or burst, once")
