"""Service levels: burn rates against a twin in Python, windows, and what was not sampled."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from support.databases import Connection
from support.office import Office, bill, journal, submit, value

SPANS = {"5m": 5.5, "30m": 30.5, "1h": 60.5, "6h": 360, "3d": 4320}
OBJECTIVES = {"availability": 0.999, "errors": 0.99, "write_latency": 0.95, "read_latency": 0.95}


@pytest.fixture
def admin(office: Office) -> Connection:
    for table in ("alert_state", "alert_event", "signal_sample", "service_sample"):
        office.admin.execute(f"TRUNCATE hera_internal.{table}".encode())
    return office.admin


def sample(
    connection: Connection, minutes: float, *, requests: int = 0, errors: int = 0, down: float = 0, slow: int = 0,
    available: bool = True, read_ms: float | None = None,
) -> None:  # fmt: skip
    """What was sampled so many minutes ago, of a minute; slow requests took between 0.5 and 1 s."""
    durations = [0] * 13
    durations[3], durations[9] = requests - slow, slow
    connection.execute(
        "INSERT INTO hera_internal.service_sample (sampled_at, seconds, down_seconds, available, requests, errors, commits,"
        " rollbacks, durations, counters) VALUES (now() - make_interval(secs => 60 * %s), 60, %s, %s, %s, %s, 0, 0, %s, '{}')",
        [minutes, down, available, requests, errors, durations],
    )
    connection.execute(
        "INSERT INTO hera_internal.signal_sample (sampled_at, auto_posted, guessed, confidence, deadlocks, read_ms)"
        " VALUES (now() - make_interval(secs => 60 * %s), 0, 0, '{0,0,0,0,0,0,0,0,0,0}', 0, %s)",
        [minutes, read_ms],
    )


def levels(connection: Connection) -> dict[str, dict[str, Any]]:
    cursor = connection.execute("SELECT * FROM hera.service_levels()")
    names = [column.name for column in cursor.description or ()]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


def state(connection: Connection, name: str) -> str:
    return str(value(connection, "SELECT state FROM hera.alerts() WHERE name = %s", [name]))


def test_burn_rates_are_those_of_a_twin(admin: Connection, rng: random.Random) -> None:
    """Samples of three days, a few of them bad in each way."""
    bad: dict[str, list[tuple[float, float, float]]] = {level: [] for level in OBJECTIVES}
    for _ in range(60):
        minutes = rng.choice([rng.uniform(0.1, 60), rng.uniform(1, 360), rng.uniform(1, 4319)])
        requests = rng.choice([0, 1, 50, 1000])
        errors, slow = (rng.randint(0, requests), rng.randint(0, requests))
        down, available = rng.choice([0, 0, 12.5]), rng.random() < 0.9
        read_ms = rng.choice([None, 3, 250, 250.5])
        sample(
            admin, minutes, requests=requests, errors=errors, slow=slow, down=down, available=available, read_ms=read_ms
        )
        bad["availability"].append((minutes, 60, down if available else 60))
        bad["errors"].append((minutes, requests, errors))
        bad["write_latency"].append((minutes, requests, slow))
        if read_ms is not None:
            bad["read_latency"].append((minutes, 1, read_ms > 250))
    found = levels(admin)
    for level, objective in OBJECTIVES.items():
        for span, length in SPANS.items():
            inside = [(total, wrong) for minutes, total, wrong in bad[level] if minutes < length]
            total = sum(one for one, _ in inside)
            wanted = None if not inside else sum(w for _, w in inside) / total / (1 - objective) if total else 0
            measured = found[level][f"burn_{span}"]
            assert (measured is None) == (wanted is None), (level, span)
            if wanted is not None:
                assert float(measured) == pytest.approx(wanted, abs=0.001), (level, span)


def test_a_burn_is_an_alert_only_while_it_goes_on(admin: Connection) -> None:
    for minutes in range(60):
        sample(admin, minutes + 0.2, requests=100, errors=20)
    assert levels(admin)["errors"]["state"] == "critical"
    assert state(admin, "errors_burn_fast") == "pending"
    admin.execute("SELECT * FROM hera.evaluate_alerts()")
    admin.execute("UPDATE hera_internal.alert_state SET breached_since = breached_since - interval '2 minutes'")
    assert state(admin, "errors_burn_fast") == "firing"
    # The cause is gone for six minutes: the hour still burns, the short window does not.
    admin.execute("UPDATE hera_internal.service_sample SET errors = 0 WHERE sampled_at > now() - interval '6 minutes'")
    assert levels(admin)["errors"]["burn_1h"] > Decimal("14.4")
    assert state(admin, "errors_burn_fast") == "ok"


def test_nothing_that_happened_burns_nothing_and_nothing_sampled_is_unknown(admin: Connection) -> None:
    assert {level["state"] for level in levels(admin).values()} == {"unknown"}
    sample(admin, 1)
    found = levels(admin)
    assert (found["errors"]["state"], found["errors"]["burn_5m"]) == ("ok", 0)
    assert (found["availability"]["state"], found["availability"]["measured"]) == ("ok", 1)
    assert found["read_latency"]["state"] == "unknown"
    # Samples that stopped: the last five minutes are unknown, whatever was before.
    admin.execute("UPDATE hera_internal.service_sample SET sampled_at = sampled_at - interval '10 minutes'")
    assert levels(admin)["errors"]["state"] == "unknown"
    assert state(admin, "errors_burn_fast") == "unknown"
    assert state(admin, "error_rate_high") == "unknown"


def test_guesses_are_judged_on_what_counters_grew_by(admin: Connection) -> None:
    def signal(minutes: float, auto: int, guessed: int, confidence: list[int]) -> None:
        admin.execute(
            "INSERT INTO hera_internal.signal_sample (sampled_at, auto_posted, guessed, confidence, deadlocks)"
            " VALUES (now() - make_interval(secs => 60 * %s), %s, %s, %s, 0)",
            [minutes, auto, guessed, confidence],
        )

    signal(90, 0, 0, [0] * 10)
    signal(50, 1000, 1000, [0] * 9 + [1000])
    signal(40, 1010, 1015, [5] + [0] * 8 + [1010])
    assert state(admin, "auto_posting_low") == "unknown"
    signal(1, 1010, 1019, [9] + [0] * 8 + [1010])
    # 19 guesses in the hour are too few; after a crash the counters begin anew with 15 more.
    assert state(admin, "auto_posting_low") == "ok"
    signal(0.5, 3, 15, [15] + [0] * 9)
    found = admin.execute("SELECT state, value FROM hera.alerts() WHERE name = 'auto_posting_low'").fetchone()
    assert found == ("pending", Decimal("0.3824"))
    assert state(admin, "confidence_low") == "pending"


def test_real_requests_are_sampled(office: Office, admin: Connection) -> None:
    organization = office.organization("Sampled")
    caller = office.connect(office.login(organization))
    admin.execute("SELECT * FROM hera_internal.sample_service()")
    admin.execute("SELECT * FROM hera.evaluate_alerts()")
    for _ in range(30):
        submit(caller, organization, journal())
        submit(caller, organization, bill(counterparty="Nobody Ltd"))
    for _ in range(6):
        submit(caller, organization, {})
    admin.execute("SELECT * FROM hera_internal.sample_service()")
    admin.execute("SELECT * FROM hera.evaluate_alerts()")
    found = admin.execute("SELECT value, detail FROM hera.alerts() WHERE name = 'error_rate_critical'").fetchone()
    assert found == (Decimal("0.0909"), "6 of 66 requests in 5 minutes")
    assert value(admin, "SELECT value FROM hera.alerts() WHERE name = 'auto_posting_low'") == 0
    assert value(admin, "SELECT read_ms FROM hera_internal.signal_sample ORDER BY sampled_at DESC LIMIT 1") > 0
    metrics = value(admin, "SELECT hera.metrics()")
    assert 'hera_burn_rate{level="errors",window="5m"} 9.091' in metrics
