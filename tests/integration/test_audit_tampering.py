"""Eight kinds of tampering by a superuser, at random places, in leaves and in rows: each is found given the last checkpoint.

Every instance works in a transaction that is rolled back, with all triggers and foreign keys switched off.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from support.databases import Connection
from support.office import Office, bill, journal, submit, value

LEAF = "hera_internal.audit_leaf"
HEADER = "hera.universal_transactions"
LINE = "hera.universal_transaction_lines"
KEYS = {LEAF: ("id",), HEADER: ("id",), LINE: ("transaction_id", "line_number")}
CHAIN = ("audit_tile", "audit_seal", "audit_head")


class Trail:
    """Sealed books, the state of them at an earlier seal, and a superuser that nothing stops."""

    def __init__(self, office: Office) -> None:
        self.connection = office.admin
        self.organizations = [office.organization(name) for name in ("Ash", "Beech")]
        for number in range(30):
            organization = self.organizations[number % 2]
            identifier = submit(self.connection, organization, journal(number + 1))["transaction_id"]
            if number % 5 == 0:
                self.connection.execute("SELECT hera.reverse(%s, %s, 'x')", [organization, identifier])
            if number % 7 == 0:
                waiting = submit(self.connection, organization, bill(counterparty=f"N{number}", description="odd"))
                self.connection.execute(
                    "SELECT hera.record_feedback(%s, %s, 'rejected')", [organization, waiting["transaction_id"]]
                )
            if number % 6 == 5:
                self.checkpoint = value(self.connection, "SELECT hera.seal_audit()")
            if number == 17:
                for table in ("audit_leaf", *CHAIN):
                    self.connection.execute(
                        f"CREATE TABLE public.old_{table} AS SELECT * FROM hera_internal.{table}".encode()
                    )
                for table in (HEADER, LINE):
                    self.connection.execute(
                        f"CREATE TABLE public.old_{table.split('.')[1]} AS SELECT * FROM {table}".encode()
                    )
        # Of other kinds than documents, and not sealed.
        submit(self.connection, self.organizations[0], journal())
        relations = "relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)"
        for (relation,) in self.connection.execute(
            f"SELECT oid::regclass::text FROM pg_class WHERE {relations} AND relkind IN ('r', 'p')"
            " AND oid IN (SELECT tgrelid FROM pg_trigger)".encode()
        ).fetchall():
            self.connection.execute(f"ALTER TABLE {relation} DISABLE TRIGGER ALL".encode())

    def run(self, statement: str, parameters: list[Any] | None = None) -> int:
        return self.connection.execute(statement.encode(), parameters).rowcount

    def sealed(self) -> str:
        """Condition on leaves that the last seal has."""
        return f"xid < {int(self.checkpoint['through_xid'])}"

    def pick(self, chance: random.Random, table: str, count: int = 1) -> list[tuple[Any, ...]]:
        """Keys of random rows that are sealed."""
        keys = ", ".join(KEYS[table])
        final = "(SELECT hera_internal.sealed_document(event, subject_id, detail) FROM hera_internal.audit_leaf"
        where = {
            LEAF: self.sealed(),
            HEADER: f"id IN {final} WHERE {self.sealed()})",
            LINE: f"transaction_id IN {final} WHERE {self.sealed()})",
        }[table]
        rows = self.connection.execute(f"SELECT {keys} FROM {table} WHERE {where} ORDER BY {keys}".encode()).fetchall()
        return chance.sample(rows, count)

    def at(self, table: str) -> str:
        return " AND ".join(f"{key} = %s" for key in KEYS[table])

    def columns(self, table: str) -> list[tuple[str, str]]:
        """Columns that are no part of a key, with their types."""
        return [
            (str(name), str(kind))
            for name, kind in self.connection.execute(
                "SELECT attname, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL) FROM pg_attribute AS a"
                " INNER JOIN pg_type AS t ON t.oid = a.atttypid"
                " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL (%s)",
                [table, [*KEYS[table], "organization_id", "created_at", "xid"]],
            ).fetchall()
        ]


# An expression of another value than the column has, by type.
OTHER = {
    "text": "coalesce({0}, '') || 'x'",
    "numeric": "coalesce({0}, 0) + 0.01",
    "smallint": "({0} + 1)::smallint",
    "integer": "coalesce({0}, 0) + 1",
    "boolean": "NOT {0}",
    "date": "coalesce({0}, date '2026-01-01') + 1",
    "timestamp with time zone": "coalesce({0}, now()) + interval '1 millisecond'",
    "uuid": "gen_random_uuid()",
    "jsonb": "coalesce({0}, '{{}}') || '{{\"tampered\": 1}}'",
    "bytea": "sha256(coalesce({0}, ''))",
    "text[]": "coalesce({0}, '{{}}') || 'X'::text",
}


def edit(trail: Trail, chance: random.Random, table: str) -> None:
    column, kind = chance.choice(trail.columns(table))
    if (table == LINE and column == "line_count") or column == "posting_status" or column == "side":
        other = {"line_count": "line_count + 1", "posting_status": "'voided'", "side": "'debit'"}[column]
        if column == "posting_status":
            other = "CASE posting_status WHEN 'voided' THEN 'auto_posted' ELSE 'voided' END"
        if column == "side":
            other = "CASE side WHEN 'debit' THEN 'credit' ELSE 'debit' END"
    elif column == "ai_confidence_score":
        other = "CASE WHEN ai_confidence_score = 0.5 THEN 0.6 ELSE 0.5 END"
    else:
        other = OTHER[kind].format(column)
    trail.run(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS universal_transactions_posted_ck")
    trail.run(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS universal_transactions_tax_amount_ck")
    assert trail.run(f"UPDATE {table} SET {column} = {other} WHERE {trail.at(table)}", [*trail.pick(chance, table)[0]])


def consistent_edit(trail: Trail, chance: random.Random, _: str) -> None:
    """A leaf with the hash of its new content."""
    identifier = trail.pick(chance, LEAF)[0][0]
    trail.run(f"UPDATE {LEAF} SET actor = actor || 'x' WHERE id = %s", [identifier])
    assert trail.run(
        f"UPDATE {LEAF} SET leaf_hash = hera_internal.audit_leaf_hash(organization_id, id, event, subject_id, actor, login,"
        " request_id, detail) WHERE id = %s", [identifier],
    )  # fmt: skip


def delete(trail: Trail, chance: random.Random, table: str) -> None:
    assert trail.run(f"DELETE FROM {table} WHERE {trail.at(table)}", [*trail.pick(chance, table)[0]]) == 1


def insert(trail: Trail, chance: random.Random, table: str) -> None:
    """A copy of a row as another one, in the time of those that are sealed."""
    key = {LEAF: "id", HEADER: "id", LINE: "line_number"}[table]
    other = {"line_number": "(line_number + 20)::smallint"}.get(key, "overlay(id::text placing %s from 30 for 7)::uuid")
    more = [f"{chance.randrange(16**7):07x}"] if key == "id" else []
    names = [key, "created_at", "organization_id", *(["transaction_id"] if table == LINE else [])]
    names += [name for name, _ in trail.columns(table)] + (["xid"] if table == LEAF else [])
    values = ", ".join(
        other if name == key else "99" if name == "line_count" and table == LINE else name for name in names
    )
    assert trail.run(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} WHERE {trail.at(table)}",
        [*more, *trail.pick(chance, table)[0]],
    )


def swap(trail: Trail, chance: random.Random, table: str) -> None:
    """Two rows trade what they say, or the tree has two leaves the other way round."""
    if table == LEAF and chance.random() < 0.5:
        tile = "level = 0 AND tile = 0"
        size = int(
            value(trail.connection, f"SELECT octet_length(keys) / 32 FROM hera_internal.audit_tile WHERE {tile}")
        )
        first, second = sorted(chance.sample(range(size), 2))
        for column in ("keys", "digests"):
            for at, source in ((first, second), (second, first)):
                trail.run(
                    f"UPDATE hera_internal.audit_tile AS t SET {column} = overlay(t.{column} placing"
                    f" substr(o.{column}, {source * 32 + 1}, 32) from {at * 32 + 1})"
                    f" FROM public.last_tile AS o WHERE t.level = 0 AND t.tile = 0"
                )
        return
    column = {LEAF: "detail", HEADER: "total_amount", LINE: "amount"}[table]
    rows = trail.connection.execute(f"SELECT {', '.join(KEYS[table])}, {column} FROM {table}".encode()).fetchall()
    picked = trail.pick(chance, table, 20)
    values = {row[:-1]: row[-1] for row in rows}
    pairs = [(a, b) for a in picked for b in picked if values[a] != values[b]]
    one, two = chance.choice(pairs)
    for key, other in ((one, two), (two, one)):
        new = Jsonb(values[other]) if table == LEAF else values[other]
        assert trail.run(f"UPDATE {table} SET {column} = %s WHERE {trail.at(table)}", [new, *key]) == 1


def truncate(trail: Trail, chance: random.Random, table: str) -> None:
    """The last rows are gone; for leaves with all that the trail says of them, so that it agrees with itself."""
    if table != LEAF:
        gone = chance.randint(1, 10)
        order = ", ".join(f"{key} DESC" for key in KEYS[table])
        final = f"(SELECT hera_internal.sealed_document(event, subject_id, detail) FROM {LEAF} WHERE {trail.sealed()})"
        of = "transaction_id" if table == LINE else "id"
        keys = ", ".join(KEYS[table])
        assert trail.run(
            f"DELETE FROM {table} WHERE ({keys}) IN"
            f" (SELECT {keys} FROM {table} WHERE {of} IN {final} ORDER BY {order} LIMIT {gone})"
        )
        return
    last = int(trail.checkpoint["seal"])
    kept = chance.randint(1, last - 1)
    through, size = trail.connection.execute(
        "SELECT through_xid, tree_size FROM hera_internal.audit_seal WHERE number = %s", [kept]
    ).fetchone() or (0, 0)
    documents = f"(SELECT hera_internal.sealed_document(event, subject_id, detail) FROM {LEAF} WHERE xid >= {through})"
    trail.run(f"DELETE FROM {LINE} WHERE transaction_id IN {documents}")
    trail.run(f"DELETE FROM {HEADER} WHERE id IN {documents}")
    trail.run(f"DELETE FROM {LEAF} WHERE xid >= {through}")
    trail.run(f"DELETE FROM hera_internal.audit_seal WHERE number > {kept}")
    trail.run(f"UPDATE hera_internal.audit_head SET seal = {kept}")
    trail.run(
        f"UPDATE hera_internal.audit_tile SET digests = substr(digests, 1, {size * 32}), keys = substr(keys, 1, {size * 32})"
    )
    alone = findings(trail.connection, None)
    assert not any(check for check in alone if "tree" in check or "seals" in check), alone


def restore(trail: Trail, chance: random.Random, table: str) -> None:
    """The copy of an earlier day takes the place of a table, or of the trail as a whole, and life goes on from there."""
    if table != LEAF:
        trail.run(f"DELETE FROM {table}")
        trail.run(f"INSERT INTO {table} SELECT * FROM public.old_{table.split('.')[1]}")
        return
    for one in (HEADER, LINE):
        trail.run(f"DELETE FROM {one}")
        trail.run(f"INSERT INTO {one} SELECT * FROM public.old_{one.split('.')[1]}")
    for one in ("audit_leaf", *CHAIN):
        trail.run(f"DELETE FROM hera_internal.{one}")
        trail.run(f"INSERT INTO hera_internal.{one} SELECT * FROM public.old_{one}")
    if chance.random() < 0.5:
        trail.run("SELECT hera.create_organization('Another past')")
        trail.run("SELECT hera.seal_audit()")


def write_unseen(trail: Trail, chance: random.Random, table: str) -> None:
    """A document or a line, whole and balanced, without the leaf that triggers and functions would have written."""
    if table == LINE:
        identifier = trail.pick(chance, LINE)[0][0]
        names = ["organization_id", "transaction_id", "line_number", "created_at", *(n for n, _ in trail.columns(LINE))]
        other = {"line_number": "(line_number + 30)::smallint", "line_count": "32::smallint"}
        if chance.random() < 0.5:
            # Of another time than their document: no statement that looks for lines by document and time sees them.
            other["created_at"] = "created_at + interval '1 millisecond'"
        added = trail.run(
            f"INSERT INTO {LINE} ({', '.join(names)}) SELECT {', '.join(other.get(name, name) for name in names)}"
            f" FROM {LINE} WHERE transaction_id = %s AND line_number <= 2", [identifier],
        )  # fmt: skip
        assert added == 2
        return
    identifier = trail.pick(chance, HEADER)[0][0]
    insert_one(trail, HEADER, identifier, chance)


def insert_one(trail: Trail, table: str, identifier: Any, chance: random.Random) -> None:
    names = ["id", "created_at", "organization_id", *(name for name, _ in trail.columns(table))]
    values = ", ".join("overlay(id::text placing %s from 30 for 7)::uuid" if name == "id" else name for name in names)
    assert trail.run(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} WHERE id = %s",
        [f"{chance.randrange(16**7):07x}", identifier],
    )


def reset(trail: Trail, chance: random.Random, _: str) -> None:
    """What numbers seals or leaves starts anew, or a leaf is moved to another seal."""
    kind = chance.randrange(4)
    if kind == 0:
        trail.run("UPDATE hera_internal.audit_head SET seal = %s", [chance.randrange(int(trail.checkpoint["seal"]))])
    elif kind == 1:
        trail.run(f"ALTER TABLE {LEAF} ALTER COLUMN xid SET DEFAULT {chance.randint(1, 100)}")
        trail.run("SELECT hera.create_organization('Not sealed')")
    elif kind == 2:
        trail.run(f"UPDATE {LEAF} SET xid = xid + 1000000000 WHERE id = %s", [trail.pick(chance, LEAF)[0][0]])
    else:
        low, high = trail.connection.execute(
            "SELECT min(through_xid), max(through_xid) FROM hera_internal.audit_seal"
        ).fetchone() or (0, 0)
        assert trail.run(
            f"UPDATE {LEAF} SET xid = CASE WHEN xid < {low} THEN {high} - 1 ELSE {low} - 1 END WHERE id = %s",
            [trail.pick(chance, LEAF)[0][0]],
        )


KINDS: dict[str, Callable[[Trail, random.Random, str], None]] = {
    "edit": edit,
    "consistent edit": consistent_edit,
    "delete": delete,
    "insert": insert,
    "swap": swap,
    "truncate": truncate,
    "restore": restore,
    "trigger off": write_unseen,
    "reset": reset,
}
TABLES = {"consistent edit": (LEAF,), "trigger off": (HEADER, LINE), "reset": (LEAF,)}


def findings(connection: Connection, checkpoint: Any) -> dict[str, Any]:
    rows = connection.execute(
        "SELECT check_name, ok, detail FROM hera.verify_audit(%s)", [checkpoint and Jsonb(checkpoint)]
    ).fetchall()
    return {row[0]: row[2] for row in rows if row[1] is not True}


@pytest.fixture(scope="module")
def trail(office: Office) -> Iterator[Trail]:
    trail = Trail(office)
    office.admin.execute("CREATE TABLE public.last_tile AS SELECT * FROM hera_internal.audit_tile WHERE level = 0")
    assert findings(office.admin, trail.checkpoint) == {}
    yield trail


@pytest.mark.parametrize("kind", KINDS)
def test_every_instance_is_found(
    trail: Trail, kind: str, rng: random.Random, scaled: Callable[[int], int], record_figure: Callable[..., None]
) -> None:
    wanted = scaled(1_000)
    for number in range(wanted):
        table = rng.choice(TABLES.get(kind, (LEAF, HEADER, LINE)))
        with trail.connection.transaction(force_rollback=True):
            trail.run("SET LOCAL session_replication_role = replica")
            KINDS[kind](trail, rng, table)
            assert findings(trail.connection, trail.checkpoint) != {}, (kind, table, number)
    assert findings(trail.connection, trail.checkpoint) == {}
    record_figure(f"tampering found: {kind}", 100, "%", "100")
