"""What only the host of the server knows: free space and the certificate. Unknown is left out, never guessed."""

from __future__ import annotations

import os
import socket
import ssl
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_SSL_REQUEST = struct.pack("!ii", 8, 80877103)


def host_facts(connection: Connection) -> dict[str, float]:
    """Facts for ``hera.report_host``: what can be seen from this machine."""
    machine = machine_facts() if is_local(connection) else {}
    return {**machine, **disk_facts(connection), **certificate_facts(connection)}


def machine_facts() -> dict[str, float]:
    """Processors, the load of five minutes, bytes of memory and of what of it can be had."""
    facts: dict[str, float] = {"cpu_count": os.cpu_count() or 1, "cpu_load": round(os.getloadavg()[1], 2)}
    meminfo = Path("/proc/meminfo")
    return facts | memory_facts(meminfo.read_text(encoding="ascii")) if meminfo.exists() else facts


def memory_facts(meminfo: str) -> dict[str, float]:
    """Bytes of memory from the text of /proc/meminfo."""
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 for line in meminfo.splitlines() if line.endswith("kB")}
    return {"memory_bytes": sizes["MemTotal"], "memory_available_bytes": sizes["MemAvailable"]}


def disk_facts(connection: Connection) -> dict[str, int]:
    """Size and free bytes of the file system of the data directory; nothing unless the server runs on this machine."""
    if not is_local(connection):
        return {}
    try:
        row = connection.execute("SHOW data_directory").fetchone()
        assert row is not None
        found = os.statvfs(row[0])
    except (psycopg.errors.InsufficientPrivilege, OSError):
        # The login is not of pg_monitor, or the path belongs to another file system tree, as in a container.
        return {}
    return {"disk_size_bytes": found.f_blocks * found.f_frsize, "disk_free_bytes": found.f_bavail * found.f_frsize}


def is_local(connection: Connection) -> bool:
    """Whether the server is surely on this machine: by its socket, or by a loopback address it knows itself by."""
    host = connection.info.host
    if host.startswith(("/", "@")) or not host:
        return True
    row = connection.execute("SELECT host(inet_server_addr())").fetchone()
    return host in LOOPBACK and row is not None and row[0] in LOOPBACK


def certificate_facts(connection: Connection) -> dict[str, int]:
    """When the certificate expires that the server shows; nothing where it shows none."""
    row = connection.execute("SELECT current_setting('ssl') = 'on', current_setting('port')::integer").fetchone()
    assert row is not None
    if not row[0]:
        return {}
    host = connection.info.host
    address = ("127.0.0.1", int(row[1])) if host.startswith(("/", "@")) or not host else (host, connection.info.port)
    try:
        return {"certificate_expires_at": int(not_after(server_certificate(*address)).timestamp())}
    except (OSError, ValueError):
        return {}


def server_certificate(host: str, port: int, timeout: float = 5) -> bytes:
    """The certificate (DER) that a PostgreSQL server shows, whoever signed it: only its end is asked for."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with socket.create_connection((host, port), timeout=timeout) as plain:
        plain.sendall(_SSL_REQUEST)
        if plain.recv(1) != b"S":
            raise ValueError("the server does not speak TLS")
        with context.wrap_socket(plain) as secured:
            found = secured.getpeercert(binary_form=True)
    if found is None:
        raise ValueError("the server shows no certificate")
    return found


def not_after(certificate: bytes) -> datetime:
    """The end of the validity of a certificate (DER, RFC 5280); ValueError for what is none."""
    try:
        fields = list(_children(next(iter(_children(certificate)))[1]))
        fields = list(_children(fields[0][1])) if fields[0][0] == 0x30 else []
        # The version is tagged and may be missing; then serial, algorithm, issuer, validity.
        validity = fields[4 if fields[0][0] == 0xA0 else 3]
        tag, text = list(_children(validity[1]))[1]
        form = {0x17: "%y%m%d%H%M%SZ", 0x18: "%Y%m%d%H%M%SZ"}[tag]
        return datetime.strptime(text.decode("ascii"), form).replace(tzinfo=UTC)
    except (IndexError, KeyError, StopIteration) as error:
        raise ValueError("not a certificate") from error


def _children(content: bytes) -> Any:
    """Tag and content of each element of a DER sequence."""
    at = 0
    while at < len(content):
        tag, length = content[at], content[at + 1]
        at += 2
        if length & 0x80:
            size = length & 0x7F
            length = int.from_bytes(content[at : at + size], "big")
            at += size
        if at + length > len(content):
            raise IndexError("an element is longer than what holds it")
        yield tag, content[at : at + length]
        at += length
