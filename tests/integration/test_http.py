"""Answers over HTTP as PostgREST makes them: it reads response.status and response.headers at the end of the transaction,
turns the SQLSTATE PTxyz into the status xyz, and takes status and headers of PGRST from message and detail."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, journal, refused, submit, value

SECURITY = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


class Server:
    """What PostgREST does of one request: the hook, one statement, and what it reads of the settings."""

    def __init__(self, office: Office, mode: str | None = None) -> None:
        self.office = office
        self.organization = office.organization("Web")
        self.connection = office.connect(office.login(self.organization))
        self.mode = mode

    def answer(self, query: str, *values: Any) -> tuple[int, dict[str, str], Any]:
        """Status, headers and body."""
        connection = self.connection
        try:
            with connection.transaction():
                if self.mode:
                    connection.execute("SELECT set_config('hera.http_errors', %s, true)", [self.mode])
                connection.execute("SELECT hera.security_headers()")
                body = value(connection, f"SELECT {query}", [self.organization, *values])
                status = value(connection, "SELECT current_setting('response.status', true)")
                headers = value(connection, "SELECT current_setting('response.headers', true)")
        except psycopg.Error as error:
            return self.of_error(error)
        return int(status or 200), self.read(headers), body

    @staticmethod
    def read(headers: str) -> dict[str, str]:
        """An array of objects with a single key and a string value, else PostgREST answers 500."""
        entries = [next(iter(entry.items())) for entry in json.loads(headers) if len(entry) == 1]
        assert len(entries) == len(json.loads(headers)) == len({name.lower() for name, _ in entries})
        assert all(isinstance(content, str) and "\n" not in content for _, content in entries)
        return dict(entries)

    @staticmethod
    def of_error(error: psycopg.Error) -> tuple[int, dict[str, str], Any]:
        code = error.sqlstate or ""
        if code == "PGRST":
            message, detail = json.loads(error.diag.message_primary or ""), json.loads(error.diag.message_detail or "")
            assert set(message) == {"code", "message", "details", "hint"}
            return detail["status"], detail["headers"], message
        body = {"code": code, "message": str(error), "details": error.diag.message_detail}
        return int(code[2:]) if re.fullmatch("PT[0-9]{3}", code) else 400, {}, body


@pytest.fixture
def server(office: Office) -> Server:
    return Server(office)


RESPONSE = "hera.http_response(hera.submit(%s, %s))"


def test_an_outcome_is_a_status_and_headers(server: Server) -> None:
    status, headers, body = server.answer(RESPONSE, Jsonb(journal(idempotency_key="a")))
    assert (status, body["status"]) == (201, "posted")
    assert headers.items() >= SECURITY.items()
    assert int(headers["RateLimit-Limit"]) > int(headers["RateLimit-Remaining"]) > 0
    assert "Retry-After" not in headers
    assert server.answer(RESPONSE, Jsonb(journal(idempotency_key="a")))[0] == 200
    assert server.answer(RESPONSE, Jsonb(journal(11, idempotency_key="a")))[0] == 409
    assert server.answer(RESPONSE, Jsonb(bill(counterparty="Nobody knows")))[0] == 202
    assert server.answer(RESPONSE, Jsonb(bill(0)))[0] == 422
    assert server.answer(RESPONSE, Jsonb(bill(metadata={"a": "x" * 1_100_000})))[0] == 413
    batch = "hera.http_response(jsonb_agg(o.outcome)) FROM hera.submit_batch(%s, %s) AS o"
    assert server.answer(batch, Jsonb([journal(), journal()]))[0] == 200
    assert server.answer(batch, Jsonb([journal(), bill(0)]))[0] == 207


def test_over_the_limit_says_when_to_come_again(server: Server) -> None:
    server.office.set_limit(server.organization, 1, 60_000)
    assert server.answer(RESPONSE, Jsonb(journal()))[0] == 201
    status, headers, body = server.answer(RESPONSE, Jsonb(journal()))
    assert (status, body["errors"][0]["code"]) == (429, "RL_001")
    assert 1 <= int(headers["Retry-After"]) <= 60
    assert headers["RateLimit-Remaining"] == "0"
    # An error has no settings to be read from: only PGRST carries headers.
    request = Jsonb(journal(raise_on_error=True))
    status, headers, body = server.answer("hera.submit(%s, %s)", request)
    assert (status, headers, body["code"]) == (429, {}, "PT429")
    server.mode = "PGRST"
    status, headers, body = server.answer("hera.submit(%s, %s)", request)
    assert (status, body["code"]) == (429, "RL_001")
    assert headers.items() >= SECURITY.items()
    assert 1 <= int(headers["Retry-After"]) <= 60
    status, headers, _ = server.answer("count(*) FROM hera.submit_batch(%s, %s)", Jsonb([journal()]))
    assert status == 429 and 1 <= int(headers["Retry-After"]) <= 60


@pytest.mark.parametrize("mode", [None, "PGRST"])
def test_errors_have_the_status_of_the_registry(office: Office, mode: str | None) -> None:
    server = Server(office, mode)
    document = UUID(submit(server.connection, server.organization, journal())["transaction_id"])
    for query, values, wanted in (
        ("hera.get_transaction(%s, %s)", [UUID(int=1)], 404),
        ("hera.approve(%s, %s)", [document], 409),
        ("hera.set_setting('max_lines', '5', %s)", [], 403),
        ("hera.create_account(%s, '1', '', 'asset')", [], 422),
        ("hera.create_entity(%s, 'Bad Type', 'c', 'n')", [], 422),
        ("hera.submit(%s, %s)", [Jsonb(bill(0, raise_on_error=True))], 422),
    ):
        status, headers, body = server.answer(query, *values)
        assert status == wanted, (query, body)
        assert bool(headers) == (mode == "PGRST")
        if mode:
            assert re.fullmatch("[A-Z]+_[0-9]{3}", body["code"])
    # Outside of HTTP nothing has changed.
    with refused("ZHL08"):
        value(server.connection, "SELECT hera.get_transaction(%s, %s)", [server.organization, UUID(int=1)])


@pytest.mark.parametrize("mode", [None, "PGRST"])
def test_what_is_caught_inside_is_caught_over_http_too(office: Office, mode: str | None) -> None:
    """Faults that a function of HERA catches by SQLSTATE stay faults of the outcome."""
    server = Server(office, mode)
    goods = {"transaction_type": "inventory_issue", "metadata": {"quantity": 0, "rate": 3}, "due_date": "2026-02-30"}
    status, _, body = server.answer(RESPONSE, Jsonb(goods))
    assert (status, [fault["code"] for fault in body["errors"]]) == (422, ["LED_092", "VAL_007"]), body
    server.office.admin.execute("SELECT hera.set_account_limit(%s, '6200', NULL, 5)", [server.organization])
    batch = "jsonb_agg(o.outcome ORDER BY o.item) FROM hera.submit_batch(%s, %s) AS o"
    outcomes = server.answer(batch, Jsonb([bill(6, account="6200"), journal()]))[2]
    assert [outcome["status"] for outcome in outcomes] == ["rejected", "posted"]


def test_no_handler_forgets_http(db: Connection) -> None:
    """Whoever catches errors of the registry by SQLSTATE does not let HTTP rename them."""
    rows = db.execute(
        r"SELECT p.oid::regprocedure::text FROM pg_proc AS p"
        r" WHERE p.pronamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)"
        r" AND p.prosrc ~ 'SQLSTATE (''ZH(?!X|D)|(NOT )?LIKE ''ZH|[~] ''.*ZH)'"
        r" AND p.prosrc !~ 'set_config\(''hera.http_errors'', ''off'', true\)'"
    ).fetchall()
    assert rows == []


def test_statuses_of_the_registry(db: Connection) -> None:
    assert value(db, "SELECT hera.http_status('RL_001')") == 429
    assert value(db, "SELECT hera.http_status('X_MINE')") == 422
    assert value(db, "SELECT hera.http_status('nothing')") is None
    rows = db.execute("SELECT code, http_status FROM hera_internal.error_code").fetchall()
    assert all(400 <= status < 600 for _, status in rows)


def test_an_outcome_that_is_none_adds_nothing_to_headers(server: Server) -> None:
    hostile = {"status": "posted", "rate_limit": {"limit": "1\r\nSet-Cookie: x", "reset_after": "9" * 200_000}}
    query = "hera.http_response(CASE WHEN %s::uuid IS NOT NULL THEN %s END)"
    status, headers, _ = server.answer(query, Jsonb(hostile))
    assert status == 201
    assert not any(name.startswith("RateLimit") for name in headers)
    assert server.answer("hera.http_response(CASE WHEN %s::uuid IS NULL THEN '{}'::jsonb END)")[0] == 422
