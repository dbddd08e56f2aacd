"""What the machine says of itself: the database cannot see processors, memory and free storage."""

from __future__ import annotations

import os
import socket
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import psycopg


def is_local(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server is on this machine: reached by a socket or a loopback address."""
    info = connection.info
    if info.host.startswith("/") or not info.hostaddr:
        return True
    return ip_address(info.hostaddr).is_loopback


def memory(text: str) -> dict[str, int]:
    """Bytes of memory, and those available, from the text of /proc/meminfo."""
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in text.splitlines() if line.endswith("kB")}
    return {"memory_bytes": sizes["MemTotal"], "memory_available_bytes": sizes["MemAvailable"]}


def facts(data_path: str | None) -> dict[str, Any]:
    """The fields of ``hera.report_host``; storage only where ``data_path`` names a directory of its file system."""
    said: dict[str, Any] = {
        "host": socket.gethostname(),
        "cpu_count": os.cpu_count(),
        "cpu_load": round(os.getloadavg()[1], 2),
    }
    if (meminfo := Path("/proc/meminfo")).exists():
        said |= memory(meminfo.read_text(encoding="ascii"))
    if data_path:
        storage = os.statvfs(data_path)
        said |= {
            "storage_bytes": storage.f_blocks * storage.f_frsize,
            "storage_free_bytes": storage.f_bavail * storage.f_frsize,
        }
    return said
