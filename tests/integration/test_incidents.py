"""Incidents: timers, the timeline that only grows, post-mortems; who is on call and who is called next."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.office import Office, refused, value

MONDAY = datetime(2026, 3, 23, 10, tzinfo=UTC)


def opened(office: Office, severity: str = "sev2", minutes_ago: int = 0) -> UUID:
    """An incident that was opened some minutes ago."""
    incident: UUID = value(office.admin, "SELECT hera.open_incident(%s, 'Posting is slow', 'p95 is 3 s')", [severity])
    if minutes_ago:
        with office.database.connect(autocommit=False) as superuser:
            superuser.execute("ALTER TABLE hera_internal.incident DISABLE TRIGGER incident_guard")
            superuser.execute("ALTER TABLE hera_internal.incident_event DISABLE TRIGGER incident_event_guard")
            back = timedelta(minutes=minutes_ago)
            superuser.execute(
                "UPDATE hera_internal.incident SET opened_at = opened_at - %s WHERE id = %s", [back, incident]
            )
            superuser.execute(
                "UPDATE hera_internal.incident_event SET recorded_at = recorded_at - %s WHERE incident_id = %s",
                [back, incident],
            )
            superuser.execute("ALTER TABLE hera_internal.incident ENABLE ALWAYS TRIGGER incident_guard")
            superuser.execute("ALTER TABLE hera_internal.incident_event ENABLE ALWAYS TRIGGER incident_event_guard")
    return incident


def record(office: Office, incident: UUID, kind: str, note: str | None = None, severity: str | None = None) -> Any:
    return value(office.admin, "SELECT hera.record_incident(%s, %s, %s, %s)", [incident, kind, note, severity])


def listed(office: Office, incident: UUID) -> dict[str, Any]:
    return dict(value(
        office.admin, "SELECT to_jsonb(i) FROM hera.list_incidents(false, 1000) AS i WHERE i.id = %s", [incident]
    ))  # fmt: skip


def test_an_incident_from_opening_to_post_mortem(office: Office) -> None:
    incident = opened(office)
    assert listed(office, incident)["state"] == "open"
    assert record(office, incident, "acknowledged") == "acknowledged"
    assert record(office, incident, "severity", "it is worse", "sev1") == "acknowledged"
    assert record(office, incident, "resolved", "restarted the pool") == "resolved"
    found = listed(office, incident)
    resolved_at, due_at = (datetime.fromisoformat(text) for text in (
        value(office.admin, "SELECT max(recorded_at)::text FROM hera.incident_timeline(%s)", [incident]),
        found["post_mortem_due_at"],
    ))  # fmt: skip
    assert due_at - resolved_at == timedelta(hours=48)
    assert (found["severity"], found["overdue"]) == ("sev1", [])
    assert record(office, incident, "reopened", "slow again") == "acknowledged"
    assert record(office, incident, "resolved", "found the query") == "resolved"
    assert record(office, incident, "post_mortem", "a missing index") == "closed"
    unfinished = "SELECT count(*) FROM hera.list_incidents() AS i WHERE i.id = %s"
    assert value(office.admin, unfinished, [incident]) == 0
    kinds = value(office.admin, "SELECT array_agg(kind) FROM hera.incident_timeline(%s)", [incident])
    assert kinds == [
        "opened", "acknowledged", "severity", "resolved", "reopened", "resolved", "post_mortem",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "kind"),
    [("open", "post_mortem"), ("open", "reopened"), ("acknowledged", "acknowledged"), ("resolved", "resolved"),
     ("resolved", "severity"), ("closed", "post_mortem")],
)  # fmt: skip
def test_what_does_not_fit_the_state_is_refused(office: Office, state: str, kind: str) -> None:
    incident = opened(office)
    for step in ("acknowledged", "resolved", "post_mortem"):
        if listed(office, incident)["state"] == state:
            break
        record(office, incident, step, "words")
    assert listed(office, incident)["state"] == state
    with refused("ZHO01"):
        record(office, incident, kind, "words", "sev1" if kind == "severity" else None)


def test_timers_run_from_the_opening(office: Office) -> None:
    late = listed(office, opened(office, "sev1", minutes_ago=31))
    assert late["overdue"] == ["acknowledge", "update"]
    taken = opened(office, "sev1", minutes_ago=241)
    record(office, taken, "acknowledged")
    assert listed(office, taken)["overdue"] == ["resolve"]
    assert listed(office, opened(office, "sev4", minutes_ago=31))["overdue"] == []


def test_the_timeline_only_grows(office: Office) -> None:
    incident = opened(office)
    for statement in (
        "UPDATE hera_internal.incident_event SET note = 'all was well'", "DELETE FROM hera_internal.incident_event",
        "TRUNCATE hera_internal.incident_event", "UPDATE hera_internal.incident SET title = 'nothing'",
        "DELETE FROM hera_internal.incident", "TRUNCATE hera_internal.incident CASCADE",
    ):  # fmt: skip
        with office.database.connect() as superuser:
            superuser.execute("SET session_replication_role = replica")
            with refused("ZHL03"):
                superuser.execute(statement.encode())
    assert value(office.admin, "SELECT count(*) FROM hera.incident_timeline(%s)", [incident]) == 1


def test_two_who_resolve_at_once_resolve_it_once(office: Office) -> None:
    incident = opened(office)
    outcomes: list[str] = []

    def resolve() -> None:
        with office.database.connect() as connection:
            try:
                connection.execute("SELECT hera.record_incident(%s, 'resolved', 'done')", [incident])
                outcomes.append("resolved")
            except psycopg.Error as error:
                outcomes.append(str(error.sqlstate))

    threads = [threading.Thread(target=resolve) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["ZHO01"] * 7 + ["resolved"]


def test_only_operators_see_incidents(office: Office) -> None:
    organization = office.organization("No operator")
    member = office.connect(office.login(organization, "owner"))
    for query in (
        "SELECT hera.open_incident('sev1', 'mine')", "SELECT * FROM hera.list_incidents()", "SELECT * FROM hera.on_call()",
    ):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            member.execute(query.encode())


def who(office: Office, at: datetime, name: str) -> list[tuple[int, str]]:
    rows = office.admin.execute("SELECT level, person FROM hera.on_call(%s, %s)", [at, name]).fetchall()
    return [(level, person) for level, person in rows]


def test_hand_off_is_monday_at_ten_utc(office: Office) -> None:
    """Also where clocks were changed the night before: 2026-03-29 in Europe."""
    starts = value(office.admin, "SELECT hera.set_rota('{ann,bob,cid}', %s, 'days')", [MONDAY - timedelta(days=3)])
    assert starts == MONDAY
    office.admin.execute("SET timezone = 'Europe/London'")
    try:
        second = timedelta(seconds=1)
        for week, person in enumerate(["ann", "bob", "cid", "ann"]):
            begins = MONDAY + timedelta(weeks=week)
            assert who(office, begins, "days") == [(0, person)]
            assert who(office, begins + timedelta(weeks=1) - second, "days") == [(0, person)]
        assert who(office, MONDAY - second, "days") == []
    finally:
        office.admin.execute("RESET timezone")


def test_a_new_rota_leaves_the_past_as_it_was(office: Office) -> None:
    office.admin.execute("SELECT hera.set_rota('{ann,bob}', %s, 'past')", [MONDAY])
    office.admin.execute("SELECT hera.set_rota('{dan}', %s, 'past')", [MONDAY + timedelta(weeks=2)])
    assert [who(office, MONDAY + timedelta(weeks=week), "past")[0][1] for week in range(4)] == [
        "ann",
        "bob",
        "dan",
        "dan",
    ]


def test_somebody_stands_in_and_others_are_called_next(office: Office) -> None:
    office.admin.execute("SELECT hera.set_rota('{ann,bob,cid}', %s, 'nights')", [MONDAY])
    office.admin.execute("SELECT hera.set_escalation('{15,30,60}', ARRAY[NULL, 'chief', NULL], 'nights')")
    office.admin.execute(
        "SELECT hera.override_rota('eve', %s, %s, 'ann is away', 'nights')", [MONDAY, MONDAY + timedelta(days=1)]
    )
    assert who(office, MONDAY, "nights") == [(0, "eve"), (1, "bob"), (2, "chief"), (3, "cid")]
    assert who(office, MONDAY + timedelta(days=1), "nights")[0] == (0, "ann")


@settings(max_examples=200, deadline=None)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)))
def test_every_moment_has_one_hand_off(office: Office, moment: datetime) -> None:
    at = moment.replace(tzinfo=UTC)
    found: datetime = value(office.admin, "SELECT hera_internal.hand_off(%s)", [at]).astimezone(UTC)
    assert found <= at < found + timedelta(weeks=1)
    assert (found.weekday(), found.hour, found.minute, found.second) == (0, 10, 0, 0)
