"""A server whose clock jumps: documents stay whole and unique, and the limiter keeps its bound."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hera.server.cluster import Cluster
from hera.server.place import Place
from support.clients import Clients
from support.office import Office, journal, submit

pytestmark = pytest.mark.timeout(3600)
DAY, HOUR = 86_400, 3_600


class Clock:
    """The offset that libfaketime reads from a file at every call."""

    def __init__(self, library: Path, file: Path) -> None:
        self.file = file
        self.offset = 0
        self.environment = {
            "HERA_SERVER_ENV": f"LD_PRELOAD={library} FAKETIME_TIMESTAMP_FILE={file} FAKETIME_NO_CACHE=1"
            " FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_DONT_RESET=1"
        }
        self.set(0)

    def set(self, offset: int) -> None:
        self.offset = offset
        self.file.write_text(f"{offset:+d}s\n", encoding="ascii")
        self.file.chmod(0o644)


@pytest.fixture
def clock(place: Place) -> Clock:
    """A clock that can jump, where libfaketime is installed."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    if not found:
        pytest.skip("libfaketime is not installed (apt-get install libfaketime)")
    directory = place.home / "test"
    directory.mkdir(parents=True, exist_ok=True)
    return Clock(found[0], directory / "clock")


def test_documents_stay_whole(
    durable: Callable[..., Cluster],
    open_office: Callable[[Cluster], Office],
    clock: Clock,
    rng: random.Random,
    seed: int,
    scaled: Callable[[int], int],
    record_figure: Callable[..., None],
) -> None:
    office = open_office(durable(environment=clock.environment))
    organization = office.organization("Jumping")
    clients = Clients(office.database, organization, office.login(organization), seed, number=4)
    jumps = max(4, scaled(100))
    clients.start()
    for number in range(jumps):
        clients.wait_for(len(clients.acknowledged) + 15)
        clock.set([DAY, -HOUR, 0, -DAY][number % 4] + rng.randint(-60, 60))
    clients.wait_for(len(clients.acknowledged) + 15)
    clients.finish()
    clock.set(DAY)
    counts = clients.check(office.admin)
    record_figure("clock jumps of up to two days under load", jumps, "jumps", "verify is clean")
    record_figure("documents acknowledged across them", counts["acknowledged"], "documents", "0 lost, 0 twice")


@pytest.mark.parametrize("algorithm", ["gcra", "sliding_window"])
def test_the_limiter_keeps_its_bound(
    durable: Callable[..., Cluster],
    open_office: Callable[[Cluster], Office],
    clock: Clock,
    record_figure: Callable[..., None],
    algorithm: str,
) -> None:
    """A jump ahead refills once, as the time it shows would; a jump back gives nothing and locks nobody out."""
    office = open_office(durable(environment=clock.environment))
    limit = 20
    organization = office.organization("Limited", limited=True)
    office.set_limit(organization, limit, 2_000)
    office.admin.execute("SELECT hera.set_setting('rate_limit_algorithm', %s, %s)", [algorithm, organization])
    caller = office.connect(office.login(organization))
    most = longest = 0.0
    for offset in (0, DAY, 0, -DAY, -HOUR, DAY):
        clock.set(offset)
        began = time.monotonic()
        outcomes = [submit(caller, organization, journal(1)) for _ in range(3 * limit)]
        admitted = sum(outcome["status"] == "posted" for outcome in outcomes)
        codes = {fault["code"] for outcome in outcomes for fault in outcome["errors"]}
        assert codes <= {"RL_001", "RL_002"}
        bound = limit + (time.monotonic() - began) * limit / 2
        assert admitted <= bound + 1, (offset, admitted, bound)
        most = max(most, admitted / bound)
        began = time.monotonic()
        while submit(caller, organization, journal(1))["status"] != "posted":
            assert time.monotonic() - began < 10, f"locked out after a jump to {offset} s"
            time.sleep(0.05)
        longest = max(longest, time.monotonic() - began)
    record_figure(f"admitted after a clock jump, {algorithm}, share of burst and refill", most, "", "at most 1")
    record_figure(
        f"longest refusal after a clock jump, {algorithm}, window 2 s", longest, "s", "one window and an eighth"
    )
