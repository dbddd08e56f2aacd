"""What became of requests is kept minute by minute, and jobs that are late are named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from support.databases import Connection
from support.office import Office, journal, refused, submit, value


def sample(admin: Connection) -> tuple[int, int, float | None]:
    row = admin.execute("SELECT requests, errors, p95_ms FROM hera_internal.sample_service()").fetchone()
    assert row is not None
    return row[0], row[1], row[2]


def window(admin: Connection) -> dict[str, object]:
    cursor = admin.execute("SELECT * FROM hera_internal.service_window(now() - interval '1 hour', clock_timestamp())")
    assert cursor.description is not None
    row = cursor.fetchone()
    assert row is not None
    return dict(zip([column.name for column in cursor.description], row, strict=True))


def test_a_sample_counts_what_came_since_the_last(office: Office) -> None:
    organization = office.organization("Samples")
    connection = office.connect(office.login(organization))
    office.admin.execute("DELETE FROM hera_internal.service_sample")
    assert sample(office.admin) == (0, 0, None)
    assert window(office.admin)["availability"] is None
    for _ in range(3):
        submit(connection, organization, journal())
    with connection.transaction(force_rollback=True):
        submit(connection, organization, {})
    requests, errors, p95 = sample(office.admin)
    assert (requests, errors) == (4, 1)
    assert p95 is not None
    assert p95 > 0
    assert sample(office.admin) == (0, 0, None)
    found = window(office.admin)
    assert (found["samples"], found["requests"], found["errors"]) == (3, 4, 1)
    assert (float(str(found["error_rate"])), float(str(found["availability"]))) == (0.25, 1)


def test_counters_that_began_anew_lose_nothing_they_say(office: Office) -> None:
    sample(office.admin)
    office.admin.execute(
        "UPDATE hera_internal.service_sample SET counters = array_fill(9000000000, ARRAY[cardinality(counters)])"
    )
    now = value(office.admin, "SELECT hera_internal.service_counters()")
    assert sample(office.admin)[:2] == (now[0] + now[1], now[1])


def test_time_until_a_start_of_the_server_counts_as_down(office: Office) -> None:
    office.admin.execute("DELETE FROM hera_internal.service_sample")
    sample(office.admin)
    office.admin.execute(
        "UPDATE hera_internal.service_sample SET sampled_at = pg_postmaster_start_time() - interval '100 seconds'"
    )
    sample(office.admin)
    row = office.admin.execute(
        "SELECT down_seconds, seconds > 100 FROM hera_internal.service_sample ORDER BY sampled_at DESC LIMIT 1"
    ).fetchone()
    assert row is not None
    assert (float(row[0]), row[1]) == (100, True)


def test_old_samples_go(office: Office) -> None:
    office.admin.execute("DELETE FROM hera_internal.service_sample")
    for days in (91, 89):
        sample(office.admin)
        office.admin.execute(
            "UPDATE hera_internal.service_sample SET sampled_at = now() - %s WHERE sampled_at > now() - interval '1 day'",
            [timedelta(days=days)],
        )
    sample(office.admin)
    assert value(office.admin, "SELECT count(*) FROM hera_internal.service_sample") == 2


@pytest.mark.parametrize(
    ("counts", "wanted"),
    [([0, 0, 0], None), ([10, 0, 0], 0.95), ([0, 20, 0], 2.9), ([90, 10, 0], 2), ([0, 0, 7], 3), ([95, 0, 5], 1)],
)
def test_the_95th_percentile_is_interpolated(office: Office, counts: list[int], wanted: float | None) -> None:
    """By hand, for buckets that end at 1 and 3: 95 of 100 lie below the first end, or in the middle of the second."""
    found = value(office.admin, "SELECT round(hera_internal.bucket_quantile(0.95, %s::bigint[], '{1,3}'), 6)", [counts])
    assert (None if found is None else float(found)) == wanted


def test_buckets_are_those_that_requests_count(office: Office) -> None:
    body = value(office.admin, "SELECT prosrc FROM pg_proc WHERE proname = 'store_documents'")
    bounds = value(office.admin, "SELECT hera_internal.duration_bounds()")
    assert "{" + ",".join(f"{bound * 1000:g}" for bound in map(float, bounds)) + "}" in body


def test_late_jobs_are_named(office: Office) -> None:
    admin = office.admin

    def stale() -> dict[str, object]:
        return dict(admin.execute("SELECT name, late FROM hera.stale_jobs()").fetchall())

    with admin.transaction(force_rollback=True):
        admin.execute("DELETE FROM hera_internal.job_run")
        names = {name for (name,) in admin.execute("SELECT name FROM hera.list_jobs() WHERE enabled").fetchall()}
        assert stale() == dict.fromkeys(names)
        for name in names:
            admin.execute("SELECT hera.finish_job(hera.start_job(%s, 'x'), 'done')", [name])
        assert stale() == {}
        admin.execute(
            "UPDATE hera_internal.job_run SET started_at = now() - interval '130 minutes' WHERE name = 'verify_since'"
        )
        late = stale()
        assert set(late) == {"verify_since"}
        assert timedelta(minutes=9) <= late["verify_since"] < timedelta(minutes=10)  # type: ignore[operator]
        # A run that failed is no run; one that is switched off is not missed.
        run = value(admin, "SELECT hera.start_job('verify_since', 'x')")
        admin.execute("SELECT hera.finish_job(%s, 'failed')", [run])
        assert set(stale()) == {"verify_since"}
        admin.execute("SELECT hera.schedule_job('verify_since', NULL, false)")
        assert stale() == {}
    with office.connect(office.login(groups=("hera_app",))) as connection, refused("42501"):
        connection.execute("SELECT * FROM hera.stale_jobs()")
