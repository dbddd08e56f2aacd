"""What the trail says: settings, roles, entities, DDL; searched page by page, by the right people."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.databases import Connection, Database
from support.office import Office, journal, refused, submit, value

PLATFORM = UUID(int=0)


def search(connection: Connection, organization: UUID, **condition: Any) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT event, subject_id, actor, detail FROM hera.audit_search(%s, %s)", [organization, json.dumps(condition)]
    ).fetchall()


def test_pages_cover_every_leaf_once(office: Office) -> None:
    organization = office.organization("Pages")
    owner = office.connect(office.login(organization, "owner"))
    for number in range(23):
        submit(owner, organization, journal(number + 1))
    seal = value(office.admin, "SELECT hera.seal_audit() ->> 'seal'")
    submit(owner, organization, journal(99))
    seen: list[Any] = []
    cursor, seals = None, set()
    while True:
        rows = owner.execute(
            "SELECT leaf_id, seal, cursor FROM hera.audit_search(%s, '{}', %s, 5)", [organization, cursor]
        ).fetchall()
        seen += [row[0] for row in rows]
        seals |= {row[1] for row in rows}
        if len(rows) < 5:
            break
        cursor = rows[-1][2]
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == value(
        office.admin, "SELECT count(*) FROM hera_internal.audit_leaf WHERE organization_id = %s", [organization]
    )
    assert seals == {int(seal), None}


def test_settings_roles_and_entities_leave_their_trace(office: Office) -> None:
    organization = office.organization("Trace")
    owner = office.connect(office.login(organization, "owner", actor="olga"))
    for text in ("0.9", "0.95"):
        owner.execute("SELECT hera.set_setting('ai_confidence_threshold', %s, %s)", [text, organization])
    details = [row[3] for row in search(owner, organization, event="setting.", actor="olga")]
    assert [(detail["before"], detail["value"]) for detail in details] == [("0.9", "0.95"), (None, "0.9")]
    for role in ("viewer", "approver"):
        owner.execute("SELECT hera.grant_access(%s, NULL, 'piet', %s)", [organization, role])
    details = [row[3] for row in search(owner, organization, event="access.granted", actor="olga")]
    assert [(detail["before"], detail["role"]) for detail in details] == [("viewer", "approver"), (None, "viewer")]
    entity = value(owner, "SELECT hera.create_entity(%s, 'vendor', 'V1', 'Jane Doe')", [organization])
    owner.execute("SELECT hera.update_entity(%s, %s, 'Jane Roe')", [organization, entity])
    owner.execute("SELECT hera.archive_entity(%s, %s)", [organization, entity])
    rows = search(owner, organization, subject=str(entity))
    assert [row[0] for row in rows] == ["entity.archived", "entity.changed", "entity.created"]
    assert "Jane" not in json.dumps([row[3] for row in rows])
    assert rows[1][3] == {"fields": ["name"]}
    office.admin.execute("SELECT hera.set_setting('idempotency_days', '80')")
    office.admin.execute("SELECT hera.set_setting('idempotency_days', NULL)")
    assert search(office.admin, PLATFORM, event="setting.")[0][3] == {
        "name": "idempotency_days", "before": "80", "value": None,
    }  # fmt: skip


def test_bad_filters_and_other_people(office: Office) -> None:
    organization, other = office.organization("Filters"), office.organization("Elsewhere")
    owner = office.connect(office.login(organization, "owner"))
    for text, state in (
        ('[]', "ZHV03"), ('{"x": 1}', "ZHV04"), ('{"subject": "1"}', "ZHV06"), ('{"from": "2026-02-31"}', "ZHV06"),
        ('{"event": "a%"}', "ZHV06"),
    ):  # fmt: skip
        with refused(state):
            owner.execute("SELECT * FROM hera.audit_search(%s, %s)", [organization, text])
    with refused("ZHV10"):
        owner.execute("SELECT * FROM hera.audit_search(%s, '{}', NULL, 1001)", [organization])
    for stranger in (other, PLATFORM):
        with refused("ZHZ01"):
            search(owner, stranger)
    with refused("ZHZ01"):
        search(office.connect(office.login(organization, "accountant")), organization)
    auditor = office.connect(office.login(organization, "auditor", groups=("hera_app", "hera_auditor"), actor="aud"))
    assert search(
        auditor, organization, event="organization.created", **{"from": "2026-01-01", "to": "2999-01-01T00:00Z"}
    )
    with auditor.transaction():
        auditor.execute("SELECT hera.set_context(%s, 'aud')", [organization])
        rows = auditor.execute("SELECT DISTINCT organization_id FROM hera_bi.audit_trail").fetchall()
        assert rows == [(organization,)]


def test_roles_of_the_server_are_compared(clone_admin: Connection) -> None:
    with clone_admin.transaction(force_rollback=True):
        clone_admin.execute("DELETE FROM hera_internal.role_snapshot")
        assert value(clone_admin, "SELECT hera.record_role_changes()") == 0
        clone_admin.execute("CREATE ROLE audit_test_role LOGIN")
        clone_admin.execute("GRANT hera_admin TO audit_test_role")
        clone_admin.execute("ALTER ROLE audit_test_role SET search_path = 'secret'")
        assert value(clone_admin, "SELECT hera.record_role_changes()") == 1
        clone_admin.execute("ALTER ROLE audit_test_role SUPERUSER")
        assert value(clone_admin, "SELECT hera.record_role_changes()") == 1
        clone_admin.execute("DROP ROLE audit_test_role")
        assert value(clone_admin, "SELECT hera.record_role_changes()") == 1
        assert value(clone_admin, "SELECT hera.record_role_changes()") == 0
        clone_admin.execute("ALTER ROLE ALL SET search_path = 'secret'")
        assert value(clone_admin, "SELECT hera.record_role_changes()") == 1
        everyone, gone, promoted, made = (row[3] for row in search(clone_admin, PLATFORM, event="role.changed"))
        assert (everyone["role"], everyone["before"]) == ("(all roles)", None)
        assert "secret" not in json.dumps(everyone)
        assert made["before"] is None and made["after"]["member_of"] == ["hera_admin"]
        assert "secret" not in json.dumps(made)
        assert (promoted["before"]["superuser"], promoted["after"]["superuser"]) == (False, True)
        assert gone["after"] is None


def test_ddl_is_recorded_where_a_superuser_wants_it(clone: Database, clone_admin: Connection) -> None:
    def schema_check() -> tuple[Any, ...]:
        row = clone_admin.execute(
            "SELECT ok, detail FROM hera.verify_audit() WHERE check_name = 'changes of the schema are recorded'"
        ).fetchone()
        assert row is not None
        return row

    ok, detail = schema_check()
    assert ok and detail.startswith("missing")
    clone_admin.execute("CREATE EVENT TRIGGER hera_ddl ON ddl_command_end EXECUTE FUNCTION hera_internal.note_ddl()")
    clone_admin.execute("CREATE EVENT TRIGGER hera_drop ON sql_drop EXECUTE FUNCTION hera_internal.note_ddl()")
    clone_admin.execute("ALTER EVENT TRIGGER hera_ddl ENABLE ALWAYS")
    clone_admin.execute("CREATE TABLE public.nothing_of_hera (x integer)")
    clone_admin.execute("CREATE TEMP TABLE t (x integer)")
    clone_admin.execute("ALTER TABLE hera_internal.audit_leaf DISABLE TRIGGER audit_leaf_guard")
    clone_admin.execute("DROP TRIGGER audit_leaf_guard ON hera_internal.audit_leaf")
    rows = search(clone_admin, PLATFORM, event="ddl.")
    assert {(row[0], row[3]["command"]) for row in rows} == {
        ("ddl.changed", "ALTER TABLE"), ("ddl.dropped", "DROP TRIGGER"),
    }  # fmt: skip
    assert schema_check() == (True, None)
    clone_admin.execute("DROP EVENT TRIGGER hera_ddl")
    ok, detail = schema_check()
    assert not ok and detail.startswith("missing")
    with pytest.raises(psycopg.Error), clone.connect("hera_owner") as connection:
        connection.execute("SELECT hera_internal.note_ddl()")
