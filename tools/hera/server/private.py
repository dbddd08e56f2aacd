"""The private server of this checkout, under .hera/."""

from __future__ import annotations

import os

from hera.cli.errors import HeraError
from hera.server.cluster import Cluster
from hera.server.place import find_place

# Modest and safe: fsync on, checkpoints far enough apart for a bulk replay.
SETTINGS = {
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


def private_server(required: bool = True) -> Cluster | None:
    """The private server, running or not.

    With ``required`` false, None where there cannot be one; otherwise HeraError says why.
    """
    try:
        place = find_place()
    except HeraError:
        if required:
            raise
        return None
    # Another user's data directory (mode 0700) is not ours to look into.
    if not required and not os.access(place.home / "pg", os.X_OK):
        return None
    return Cluster(place, place.home, SETTINGS)
