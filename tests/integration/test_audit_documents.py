"""What a leaf commits to of its document: every column, from the moment it is final, whatever a session's settings are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from hera.audit import offline
from support.databases import Connection
from support.office import Office, bill, journal, refused, set_rates, submit, submit_batch, value

LEAF = "hera_internal.audit_leaf"
HEADER = "hera.universal_transactions"
LINE = "hera.universal_transaction_lines"
FINAL = "hera_internal.sealed_document(event, subject_id, detail)"
CHECK = "sealed leaves and the rows of their documents are as sealed"
# Of another value than the column has, by the type below a domain. An id of a document is looked up and so not among these.
OTHER = {
    "text": "coalesce({0}, '') || 'x'",
    "numeric": "coalesce({0}, 0) + 0.01",
    "smallint": "({0} + 1)::smallint",
    "boolean": "NOT {0}",
    "date": "coalesce({0}, date '2026-01-01') + 1",
    "timestamp with time zone": "coalesce({0}, now()) + interval '1 millisecond'",
    "uuid": "gen_random_uuid()",
    "jsonb": "coalesce({0}, '{{}}') || '{{\"tampered\": 1}}'",
    "text[]": "coalesce({0}, '{{}}') || 'X'::text",
}
SPECIAL = {
    "line_number": "(line_number + 7)::smallint",
    "side": "CASE side WHEN 'debit' THEN 'credit' ELSE 'debit' END",
    "posting_status": "CASE posting_status WHEN 'draft' THEN 'manual_required' ELSE 'draft' END",
    "ai_confidence_score": "CASE WHEN ai_confidence_score = 0.5 THEN 0.6 ELSE 0.5 END",
}


def findings(connection: Connection, checkpoint: Any = None) -> dict[str, Any]:
    rows = connection.execute(
        "SELECT check_name, ok, detail FROM hera.verify_audit(%s)", [checkpoint and Jsonb(checkpoint)]
    ).fetchall()
    return {row[0]: row[2] for row in rows if row[1] is not True}


def seal(connection: Connection) -> dict[str, Any]:
    return dict(value(connection, "SELECT hera.seal_audit()"))


def documents(office: Office, connection: Connection, organization: UUID) -> dict[str, UUID]:
    """One document of every way in which a document becomes final."""
    set_rates(office, organization, USD="0.8")
    bare = submit(connection, organization, journal(7))["transaction_id"]
    full = bill(
        account="5000", tax_amount=20, unit="U1", document_date="2026-11-01", due_date="2026-12-01", request_id="r'1"
    )
    made = {
        "posted": submit(connection, organization, full)["transaction_id"],
        "credited": submit(connection, organization, bill(-50, account="5000", request_id="\\ \"'"))["transaction_id"],
        "foreign": submit(connection, organization, bill(account="5000", currency="USD"))["transaction_id"],
        "batch": submit_batch(connection, organization, [journal(1), bill(account="5000", description="b")])[1][
            "transaction_id"
        ],
        "reversal": value(connection, "SELECT hera.reverse(%s, %s, 'x') ->> 'transaction_id'", [organization, bare]),
    }
    for kind, call in (
        ("approved", "SELECT hera.record_feedback(%s, %s, 'corrected', '{\"account\": \"5000\"}')"),
        ("voided", "SELECT hera.record_feedback(%s, %s, 'rejected')"),
    ):
        waiting = submit(connection, organization, bill(counterparty=f"Nobody {kind}", description="unheard of"))
        assert waiting["status"] in ("pending_review", "manual_required")
        connection.execute(call.encode(), [organization, waiting["transaction_id"]])
        made[kind] = waiting["transaction_id"]
    return {kind: UUID(str(identifier)) for kind, identifier in made.items()}


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """A superuser that nothing stops, until what it did is rolled back."""
    with connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in (HEADER, LINE, LEAF):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL".encode())
        for table, name in connection.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'c' AND conislocal"
            " AND conrelid IN (%s::regclass, %s::regclass)",
            [HEADER, LINE],
        ).fetchall():
            connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}".encode())
        yield


def columns(connection: Connection, table: str) -> list[tuple[str, str]]:
    return [
        (str(name), str(kind))
        for name, kind in connection.execute(
            "SELECT attname, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL) FROM pg_attribute AS a"
            " INNER JOIN pg_type AS t ON t.oid = a.atttypid WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped AND attname <> ALL (%s)",
            [table, ["organization_id", "id", "transaction_id"]],
        ).fetchall()
    ]


@pytest.mark.parametrize(
    ("kind", "sealed"),
    [
        ("posted", True), ("credited", True), ("foreign", True), ("batch", True), ("reversal", True), ("approved", True),
        ("voided", True), ("posted", False), ("approved", False),
    ],
)  # fmt: skip
def test_a_change_of_any_column_is_named(office: Office, kind: str, sealed: bool) -> None:
    """A column that somebody adds to these tables later is among them: see hera_internal.header_rest."""
    organization = office.organization(f"Every column {kind} {sealed}")
    connection = office.connect(office.login(organization, "owner"))
    made = documents(office, connection, organization)
    if sealed:
        seal(office.admin)
    assert findings(office.admin) == {}
    for table, key in ((HEADER, "id"), (LINE, "transaction_id")):
        if table == LINE and kind == "voided":
            continue
        for column, type_name in columns(office.admin, table):
            other = SPECIAL.get(column, OTHER[type_name].format(column))
            # Of one line, where a document has several: the second.
            where = f"{key} = %s" + (" AND line_number = 2" if table == LINE else "")
            with unguarded(office.admin):
                changed = office.admin.execute(
                    f"UPDATE {table} SET {column} = {other} WHERE {where}".encode(), [made[kind]]
                )
                assert changed.rowcount == 1, (table, column)
                found = findings(office.admin)
                assert CHECK in found or "every document and line has its leaf" in found, (table, column, found)
    assert findings(office.admin) == {}


def test_what_changes_before_the_seal_stays_found(office: Office) -> None:
    """The seal commits to what was posted, not to what somebody made of it since."""
    organization = office.organization("Before the seal")
    posted = submit(office.admin, organization, journal(11))["transaction_id"]
    with unguarded(office.admin):
        office.admin.execute(
            f"UPDATE {LINE} SET amount = 12, base_amount = 12 WHERE transaction_id = %s".encode(), [posted]
        )
        assert "has no seal yet" in findings(office.admin)[CHECK]
        kept = seal(office.admin)
        assert "or its document differs" in findings(office.admin, kept)[CHECK]
        bundle = value(office.admin, "SELECT hera.audit_proof(%s, %s)", [organization, posted])
        # What was posted is proved all the same: the leaf says it.
        assert offline.bundle_faults(bundle, kept) == []
        assert [line["amount"] for line in json.loads(bundle["leaves"][0]["content"])[7]["posting"]] == [11, 11]
        office.admin.execute(f"UPDATE {HEADER} SET unit = 'X' WHERE id = %s".encode(), [posted])
        bundle = value(office.admin, "SELECT hera.audit_proof(%s, %s)", [organization, posted])
        assert offline.bundle_faults(bundle, kept) != []


def test_no_setting_of_a_session_changes_the_hash(office: Office) -> None:
    organization = office.organization("Settings")
    odd = {
        "datestyle": "German, DMY", "timezone": "Asia/Kathmandu", "intervalstyle": "sql_standard", "bytea_output": "escape",
        "extra_float_digits": "-5", "client_encoding": "latin1", "standard_conforming_strings": "off",
        "array_nulls": "off", "lc_numeric": "C",
    }  # fmt: skip
    connection = office.connect(office.login(organization, "owner"))
    for name, setting in odd.items():
        connection.execute("SELECT set_config(%s, %s, false)", [name, setting])
    documents(office, connection, organization)
    # The outcome is in latin1 too, which the driver takes for UTF-8.
    request = bill(account="5000", unit="Müller\\", counterparty="Ä", request_id="ß")
    outcome = "SELECT hera.submit(%s, %s::jsonb) ->> 'status'"
    assert value(connection, outcome, [organization, json.dumps(request, ensure_ascii=False)]) == "posted"
    missing = f"SELECT count(*) FROM {LEAF} WHERE {FINAL} IS NOT NULL AND header_hash IS NULL AND organization_id = %s"
    assert value(office.admin, missing, [organization]) == 0
    assert value(office.admin, f"SELECT count(*) FROM {LEAF} WHERE {FINAL} IS NULL AND header_hash IS NOT NULL") == 0
    assert findings(office.admin) == {}
    for name, setting in odd.items():
        office.admin.execute("SELECT set_config(%s, %s, false)", [name, setting])
    seal(office.admin)
    assert findings(office.admin) == {}
    office.admin.execute("RESET ALL")
    assert findings(office.admin) == {}


def test_leaves_of_before_verify_as_they_did(office: Office) -> None:
    """They have no hash of a header: their seal commits to the text of the rows, and so does their proof."""
    organization = office.organization("Of before")
    connection = office.connect(office.login(organization, "owner"))
    made = documents(office, connection, organization)
    with unguarded(office.admin):
        office.admin.execute(
            f"UPDATE {LEAF} SET header_hash = NULL WHERE organization_id = %s".encode(), [organization]
        )
        kept = seal(office.admin)
        assert findings(office.admin, kept) == {}
        bundle = value(office.admin, "SELECT hera.audit_proof(%s, %s)", [organization, made["posted"]])
        assert offline.bundle_faults(bundle, kept) == []
        assert len(bundle["leaves"][0]["document"].split("\n")) == 4
        office.admin.execute(
            f"UPDATE {LEAF} SET header_hash = sha256('x') WHERE subject_id = %s".encode(), [made["posted"]]
        )
        assert CHECK in findings(office.admin, kept)


def test_a_hash_that_is_taken_away_is_missed(office: Office) -> None:
    organization = office.organization("Taken away")
    posted = submit(office.admin, organization, journal())["transaction_id"]
    seal(office.admin)
    for change in (
        f"UPDATE {LEAF} SET header_hash = NULL WHERE subject_id = %s",
        f"UPDATE {HEADER} SET document_date = 'infinity' WHERE id = %s",
        f"UPDATE {HEADER} SET due_date = '-infinity' WHERE id = %s",
        f"UPDATE {LEAF} SET header_hash = sha256('x') WHERE {FINAL} IS NULL"
        f" AND organization_id = (SELECT organization_id FROM {HEADER} WHERE id = %s)",
        # Whoever knows the form makes leaf and hash agree again: the tree does not.
        f"UPDATE {LEAF} AS a SET detail = x.detail, leaf_hash = hera_internal.audit_leaf_hash(a.organization_id, a.id,"
        " a.event, a.subject_id, a.actor, a.login, a.request_id, x.detail)"
        " FROM (SELECT id, detail || jsonb_build_object('posting', jsonb_build_object('no', 1)) AS detail"
        f" FROM {LEAF}) AS x WHERE x.id = a.id AND a.subject_id = %s",
    ):
        with unguarded(office.admin):
            assert office.admin.execute(change.encode(), [posted]).rowcount >= 1
            assert CHECK in findings(office.admin), change
    assert findings(office.admin) == {}


def test_an_account_keeps_its_code(office: Office) -> None:
    """Leaves name accounts by it."""
    organization = office.organization("Codes")
    submit(office.admin, organization, journal())
    account = "hera_internal.ledger_account"
    with refused("ZHL03"):
        office.admin.execute(f"UPDATE {account} SET code = '4001' WHERE code = '4000'".encode())
    with office.admin.transaction(force_rollback=True):
        office.admin.execute(f"ALTER TABLE {account} DISABLE TRIGGER ALL".encode())
        office.admin.execute(
            f"UPDATE {account} SET code = 'X' || code WHERE organization_id = %s AND code = '4000'".encode(),
            [organization],
        )
        assert CHECK in findings(office.admin)


def test_the_array_of_a_leaf_is_that_of_jsonb(office: Office) -> None:
    """Put together as text, byte for byte: leaves of before were hashed as a jsonb array."""
    texts = [
        "a",
        "",
        "é\u00df\u20ac\U0001f600",
        'q"q',
        "b\\s",
        "\t\n\r\b\f\x01\x1f\x7f",
        "</script>",
        "{}",
        "null",
        "'",
        "\u2028",
    ]
    row = office.admin.execute(
        "SELECT count(*), count(*) FILTER (WHERE hera_internal.audit_leaf_hash(o, i, t.x, s.x, u.x, t.x, r.x, d.x)"
        " = sha256('\\x00'::bytea || convert_to(jsonb_build_array(o, i, t.x, s.x, u.x, t.x, r.x, d.x)::text, 'UTF8')))"
        " FROM (SELECT gen_random_uuid() AS o, gen_random_uuid() AS i) AS g"
        " CROSS JOIN unnest(%(texts)s::text[]) AS t (x) CROSS JOIN unnest(%(texts)s::text[]) AS u (x)"
        " CROSS JOIN unnest(%(texts)s::text[] || NULL::text) AS r (x)"
        " CROSS JOIN (VALUES (NULL), (gen_random_uuid())) AS s (x)"
        " CROSS JOIN unnest(%(details)s::jsonb[]) AS d (x)",
        {
            "texts": texts,
            "details": [Jsonb(one) for one in ({}, {"b": [1.50, None, True], "a": texts}, [], "x", {"n": {"m": 1e30}})],
        },
    ).fetchone()
    assert row is not None and row[0] == row[1] == 11 * 11 * 12 * 2 * 5


def test_a_session_that_quotes_all_names_finds_nothing_wrong(office: Office) -> None:
    office.admin.execute("SELECT hera.seal_audit()")
    with office.connect("postgres") as connection:
        connection.execute("SET quote_all_identifiers = on")
        assert connection.execute("SELECT check_name, detail FROM hera.verify_audit() WHERE NOT ok").fetchall() == []
