"""A disk that fills up under load: calls fail or the server stops, and after room was made nothing is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hera.server.cluster import Cluster
from hera.server.place import Place
from support.clients import Clients
from support.office import Office

pytestmark = pytest.mark.timeout(3600)
SIZE = 600 * 2**20
SMALL = {"max_wal_size": "64MB", "min_wal_size": "32MB", "shared_buffers": "32MB", "max_connections": "30"}


@pytest.fixture
def small_disk(place: Place) -> Iterator[Path]:
    """A file system of its own in memory, which only root can mount."""
    if os.getuid() != 0:
        pytest.skip("only root can mount a small file system")
    directory = place.home / "test" / f"disk-{os.getpid()}"
    directory.mkdir(parents=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", str(directory)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        directory.rmdir()
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    yield directory
    subprocess.run(["umount", "-l", str(directory)], check=True)
    directory.rmdir()


def fill(directory: Path, leave: int) -> Path:
    """Take all room but a little."""
    target = directory / "filler"
    with target.open("wb") as file:
        while (room := shutil.disk_usage(directory).free - leave) > 0:
            # The server writes meanwhile: take what is there piece by piece.
            try:
                os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), min(room, 16 * 2**20))
            except OSError:
                break
    return target


def test_nothing_is_lost_when_the_disk_is_full(
    durable: Callable[..., Cluster],
    open_office: Callable[[Cluster], Office],
    small_disk: Path,
    seed: int,
    scaled: Callable[[int], int],
    record_figure: Callable[..., None],
) -> None:
    cluster = durable(small_disk / "server", SMALL)
    office = open_office(cluster)
    organization = office.organization("Full")
    clients = Clients(office.database, organization, office.login(organization), seed, number=4)
    rounds, stopped = max(1, scaled(5)), 0
    clients.start()
    for _ in range(rounds):
        clients.wait_for(len(clients.acknowledged) + 20)
        before, filler = clients.retries, fill(small_disk, leave=2**20)
        until = time.monotonic() + 120
        while clients.retries < before + 5:
            assert time.monotonic() < until, "the disk never was full"
            time.sleep(0.05)
        filler.unlink()
        time.sleep(0.5)
        if not cluster.running():
            stopped += 1
            cluster.start()
    clients.wait_for(len(clients.acknowledged) + 20)
    clients.finish()
    with office.database.connect() as admin:
        counts = clients.check(admin)
    record_figure("full disk under load", rounds, "rounds", "verify is clean")
    record_figure("of them the server stopped and was started again", stopped, "rounds", "")
    record_figure("documents acknowledged around full disks", counts["acknowledged"], "documents", "0 lost, 0 twice")
