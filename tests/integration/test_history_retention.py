"""What operations write down goes when its class says so, unless a legal hold keeps it; months have classes of their own."""

from __future__ import annotations

from support.databases import Connection
from support.office import Office, refused, value

ALL = "hera_internal.alert_event"


def plant(admin: Connection, *months: int) -> None:
    for age in months:
        admin.execute(
            "INSERT INTO hera_internal.alert_event (name, state, detail, at)"
            " VALUES ('planted', 'firing', %s, now() - make_interval(months => %s, days => 2))",
            [str(age), age],
        )


def left(admin: Connection) -> list[str]:
    rows = admin.execute("SELECT detail FROM hera_internal.alert_event WHERE name = 'planted' ORDER BY at").fetchall()
    return [row[0] for row in rows]


def test_what_is_older_than_its_class_goes(clone_admin: Connection) -> None:
    plant(clone_admin, 13, 12, 11, 0)
    found = dict(clone_admin.execute("SELECT relation, deleted FROM hera.purge_history()").fetchall())
    assert (found[ALL], left(clone_admin)) == (2, ["11", "0"])
    clone_admin.execute("SELECT hera.set_retention('alerts', 3, 6, 'a test')")
    clone_admin.execute("SELECT * FROM hera.purge_history()")
    # The months of the archive count too: nothing of it is exported.
    assert left(clone_admin) == ["0"]


def test_a_legal_hold_keeps_its_days(clone_admin: Connection) -> None:
    plant(clone_admin, 20, 13)
    hold = value(
        clone_admin,
        "SELECT hera.set_legal_hold(NULL, (now() - interval '21 months')::date, (now() - interval '20 months')::date, 'case')",
    )
    clone_admin.execute("SELECT * FROM hera.purge_history()")
    assert left(clone_admin) == ["20"]
    clone_admin.execute("SELECT hera.release_legal_hold(%s, 'settled')", [hold])
    clone_admin.execute("SELECT * FROM hera.purge_history()")
    assert left(clone_admin) == []


def test_what_is_open_stays(clone_admin: Connection) -> None:
    organization = value(clone_admin, "SELECT hera.create_organization('Alerted')")
    clone_admin.execute(
        "INSERT INTO hera_internal.alert (organization_id, id, code, subject, detail, raised_at, cleared_at)"
        " SELECT %s, hera_internal.new_id(now()), 'gate.drift', s.subject, '', now() - interval '5 years', s.cleared_at"
        " FROM (VALUES ('open', NULL), ('cleared', now() - interval '4 years')) AS s (subject, cleared_at)",
        [organization],
    )
    clone_admin.execute("SELECT * FROM hera.purge_history()")
    assert clone_admin.execute("SELECT subject FROM hera_internal.alert").fetchall() == [("open",)]


def test_months_of_the_books_keep_their_own_periods(clone_admin: Connection) -> None:
    before = value(clone_admin, "SELECT array_agg(d ORDER BY d) FROM hera.retention_due() AS d")
    clone_admin.execute("SELECT hera.set_retention('backups', 600, 0, 'for ever')")
    assert value(clone_admin, "SELECT array_agg(d ORDER BY d) FROM hera.retention_due() AS d") == before


def test_only_operators_purge_and_ask(office: Office) -> None:
    member = office.connect(office.login(office.organization("No operator"), "owner"))
    for call in ("purge_history()", "get_server_setting('archive_directory')"):
        with refused("42501"):
            member.execute(f"SELECT * FROM hera.{call}".encode())
    with refused("ZHV10"):
        office.admin.execute("SELECT hera.get_server_setting('no_such_setting')")
    assert value(office.admin, "SELECT hera.get_server_setting('archive_directory')") == ""
