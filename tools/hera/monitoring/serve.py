"""A small HTTP server for Prometheus and for probes: ``/metrics``, ``/livez``, ``/readyz``, ``/startupz``."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import psycopg

Connection = psycopg.Connection[tuple[Any, ...]]
PROBES = {"/livez": "liveness", "/readyz": "readiness", "/startupz": "startup"}
# A query that takes longer than a scrape is worth is given up.
TIMEOUT_MS = 5000


class Server:
    """Answers until ``close``; each request asks the database on a connection of its own."""

    def __init__(self, connect: Callable[[], Connection], host: str, port: int) -> None:
        self._connect = connect
        server = self

        class Handler(BaseHTTPRequestHandler):
            server_version = "hera"
            sys_version = ""
            timeout = 10

            def do_GET(self) -> None:
                status, kind, body = server.answer(self.path.partition("?")[0])
                data = body.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:
                """Scrapes come every few seconds: they are not worth a line each."""

        self._http = ThreadingHTTPServer((host, port), Handler)
        self._http.daemon_threads = True
        self._thread = Thread(target=self._http.serve_forever, name="metrics", daemon=True)

    @property
    def port(self) -> int:
        """Port it listens on, also when 0 was asked for."""
        return int(self._http.server_address[1])

    def start(self) -> None:
        """Answer in a thread of its own."""
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        self._http.shutdown()
        self._http.server_close()

    def answer(self, path: str) -> tuple[int, str, str]:
        """Status, content type and body for a path. A database that does not answer is 503, with the reason."""
        try:
            if path == "/metrics":
                return (
                    HTTPStatus.OK,
                    "text/plain; version=0.0.4; charset=utf-8",
                    str(self._ask("SELECT hera.metrics()")),
                )
            if path in PROBES:
                health = self._ask("SELECT hera.health(%s)", [PROBES[path]])
                failed = health["status"] == "failed"
                status = HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.OK
                return status, "application/json", json.dumps(health) + "\n"
        except psycopg.Error as error:
            reason = str(error).strip().partition("\n")[0]
            return HTTPStatus.SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", f"{reason}\n"
        return HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", f"paths: /metrics {' '.join(PROBES)}\n"

    def _ask(self, query: str, parameters: list[Any] | None = None) -> Any:
        with self._connect() as connection:
            connection.execute(f"SET statement_timeout = {TIMEOUT_MS}".encode())
            row = connection.execute(query.encode(), parameters).fetchone()
        assert row is not None
        return row[0]
