"""The end of a certificate, read from what a TLS server shows."""

from __future__ import annotations

import contextlib
import random
import socket
import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hera.operations.host import not_after, server_certificate

OPENSSL = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=books.example"]


def make_certificate(folder: Path, days: int) -> tuple[Path, Path]:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    try:
        subprocess.run(
            [*OPENSSL, "-keyout", key, "-out", certificate, "-days", str(days)], check=True, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    return key, certificate


@pytest.mark.parametrize("days", [1, 30, 365 * 40])
def test_the_end_is_what_openssl_says(tmp_path: Path, days: int) -> None:
    """40 years lie beyond 2049, where the form of the time changes."""
    _, certificate = make_certificate(tmp_path, days)
    found = not_after(ssl.PEM_cert_to_DER_cert(certificate.read_text()))
    assert abs(found - datetime.now(UTC) - timedelta(days=days)) < timedelta(minutes=5)


def test_what_is_no_certificate_is_refused(tmp_path: Path) -> None:
    _, certificate = make_certificate(tmp_path, 1)
    whole = ssl.PEM_cert_to_DER_cert(certificate.read_text())
    choose = random.Random(7)
    for _ in range(300):
        broken = bytearray(whole[: choose.randrange(len(whole))])
        for _ in range(choose.randrange(3)):
            if broken:
                broken[choose.randrange(len(broken))] = choose.randrange(256)
        with contextlib.suppress(ValueError):
            not_after(bytes(broken))
    for text in (b"", b"x", b"0\x80", b"0\x03\x02\x01\x00"):
        with pytest.raises(ValueError, match="certificate"):
            not_after(text)


def test_a_server_is_asked_as_postgresql_is(tmp_path: Path) -> None:
    key, certificate = make_certificate(tmp_path, 12)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))
    asked: list[bytes] = []

    def serve() -> None:
        plain, _ = listener.accept()
        asked.append(plain.recv(8))
        plain.sendall(b"S")
        with context.wrap_socket(plain, server_side=True):
            pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    found = server_certificate("127.0.0.1", listener.getsockname()[1])
    thread.join(120)
    listener.close()
    assert asked == [bytes.fromhex("0000000804d2162f")]
    assert found == ssl.PEM_cert_to_DER_cert(certificate.read_text())


def test_a_server_without_tls_is_no_guess() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        plain, _ = listener.accept()
        plain.recv(8)
        plain.sendall(b"N")
        plain.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    with pytest.raises(ValueError, match="TLS"):
        server_certificate("127.0.0.1", listener.getsockname()[1])
    thread.join(120)
    listener.close()
