"""Where clusters that are thrown away live: in memory where there is room.

A copy of the template is some 2,700 files, and a filesystem may take a millisecond of CPU to make one: on disk, copies of the
template were a third of the run. Clusters that a test kills stay on disk (tests/faults), and so do runs at larger counts.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path

from hera.server.cluster import Cluster
from hera.server.place import Place, find_place

MEMORY = Path("/dev/shm")
GIGABYTE = 2**30


def scratch_directory(name: str) -> Path:
    """A directory of this process for one cluster; HERA_TEST_HOME names another place for all of them."""
    directory = scratch_home() / f"{name}-{os.getpid()}"
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def remove_abandoned() -> None:
    """Stop and delete what sessions that were killed have left: a name that ends with the id of no process."""
    place = find_place()
    for home in {scratch_home(), place.home / "test", in_memory(place)}:
        for directory in home.glob("*-*"):
            process = directory.name.rpartition("-")[2]
            if (directory / "pg").is_dir() and process.isdigit() and not Path(f"/proc/{process}").exists():
                remove_cluster(Cluster(place, directory))


def remove_cluster(cluster: Cluster) -> None:
    """Stop it and delete all of it."""
    cluster.remove()
    shutil.rmtree(cluster.directory, ignore_errors=True)


@cache
def scratch_home() -> Path:
    """Where those of this session are."""
    place = find_place()
    if wanted := os.environ.get("HERA_TEST_HOME"):
        return Path(wanted)
    return in_memory(place) if _has_room(in_memory(place)) else place.home / "test"


def in_memory(place: Place) -> Path:
    """A checkout's directory in memory."""
    # By checkout: containers may share the memory and not the processes that the names tell of.
    return MEMORY / f"hera-{os.getuid()}-{hashlib.sha256(str(place.home).encode()).hexdigest()[:12]}"


def available_memory() -> int:
    """Bytes that the machine can give; 0 where it does not say."""
    try:
        fields = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text().splitlines())
        return int(fields["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return 0


def _has_room(home: Path) -> bool:
    """Whether a run at a hundredth, some three gigabytes, fits; and the place is ours, which anybody may have made."""
    if float(os.environ.get("HERA_SCALE", "0.01")) > 0.01 or not MEMORY.is_dir():
        return False
    if shutil.disk_usage(MEMORY).free < 5 * GIGABYTE or available_memory() < 8 * GIGABYTE:
        return False
    try:
        home.mkdir(mode=0o711, exist_ok=True)
    except OSError:
        return False
    return home.is_dir() and not home.is_symlink() and home.stat().st_uid == os.getuid()
