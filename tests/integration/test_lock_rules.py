"""What hera migrate plan says of a statement is what the server does: its lock, and whether it reads or writes the table."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.pq import DiagnosticField

from hera.migrations.rules import MODES, Effect, conflicts, drops_foreign_keys, effects
from hera.migrations.statements import split
from support.databases import Connection, Database

SETUP = """
CREATE SCHEMA lab;
CREATE DOMAIN lab.checked AS integer CHECK (value > 0);
CREATE TABLE lab.other (id integer PRIMARY KEY);
INSERT INTO lab.other SELECT generate_series(1, 20);
CREATE TABLE lab.t (id integer NOT NULL, n integer, s varchar(10), x numeric(10, 2));
INSERT INTO lab.t SELECT g, g, 'a', g FROM generate_series(1, 20) AS g;
CREATE UNIQUE INDEX t_id ON lab.t (id);
CREATE INDEX t_n ON lab.t (n);
ALTER TABLE lab.t ADD CONSTRAINT late CHECK (n > 0) NOT VALID;
ALTER TABLE lab.t ADD CONSTRAINT late_fk FOREIGN KEY (n) REFERENCES lab.other NOT VALID;
CREATE TABLE lab.p (id integer NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE lab.part (id integer NOT NULL);
INSERT INTO lab.part SELECT generate_series(1, 20);
CREATE FUNCTION lab.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER old AFTER INSERT ON lab.t FOR EACH ROW EXECUTE FUNCTION lab.f();
CREATE POLICY old ON lab.t USING (true);
"""
STATEMENTS = [
    "ALTER TABLE lab.t ADD COLUMN a integer",
    "ALTER TABLE lab.t ADD COLUMN a integer DEFAULT 7",
    "ALTER TABLE lab.t ADD COLUMN a timestamptz NOT NULL DEFAULT now()",
    "ALTER TABLE lab.t ADD COLUMN a text NOT NULL DEFAULT 'f(x)'",
    "ALTER TABLE lab.t ADD COLUMN a timestamptz DEFAULT clock_timestamp()",
    "ALTER TABLE lab.t ADD COLUMN a uuid NOT NULL DEFAULT gen_random_uuid()",
    "ALTER TABLE lab.t ADD COLUMN a bigserial",
    "ALTER TABLE lab.t ADD COLUMN a bigint GENERATED ALWAYS AS IDENTITY",
    "ALTER TABLE lab.t ADD COLUMN a integer GENERATED ALWAYS AS (n * 2) STORED",
    "ALTER TABLE lab.t ADD COLUMN a integer CHECK (a > 0)",
    "ALTER TABLE lab.t ADD COLUMN a integer REFERENCES lab.other",
    "ALTER TABLE lab.t ADD COLUMN a lab.checked DEFAULT 3",
    "ALTER TABLE lab.t ADD COLUMN a integer, ADD COLUMN b numeric(10, 2) DEFAULT 0",
    "ALTER TABLE lab.t DROP COLUMN n",
    "ALTER TABLE lab.t ALTER COLUMN n TYPE bigint",
    "ALTER TABLE lab.t ALTER n SET NOT NULL",
    "ALTER TABLE lab.t ALTER COLUMN id DROP NOT NULL",
    "ALTER TABLE lab.t ALTER COLUMN n SET DEFAULT 3",
    "ALTER TABLE lab.t ALTER COLUMN n SET STATISTICS 500",
    "ALTER TABLE lab.t ALTER COLUMN n SET (n_distinct = 5)",
    "ALTER TABLE lab.t ADD CONSTRAINT c CHECK (n > 0)",
    "ALTER TABLE lab.t ADD CONSTRAINT c CHECK (n > 0) NOT VALID",
    "ALTER TABLE lab.t VALIDATE CONSTRAINT late",
    "ALTER TABLE lab.t ADD CONSTRAINT c FOREIGN KEY (n) REFERENCES lab.other",
    "ALTER TABLE lab.t ADD CONSTRAINT c FOREIGN KEY (n) REFERENCES lab.other NOT VALID",
    "ALTER TABLE lab.t ADD PRIMARY KEY (id)",
    "ALTER TABLE lab.t ADD CONSTRAINT c UNIQUE (n)",
    "ALTER TABLE lab.t ADD CONSTRAINT c UNIQUE USING INDEX t_id",
    "ALTER TABLE lab.t DROP CONSTRAINT late",
    "ALTER TABLE lab.t RENAME COLUMN n TO m",
    "ALTER TABLE lab.t SET (fillfactor = 70)",
    "ALTER TABLE lab.t SET UNLOGGED",
    "ALTER TABLE lab.t DISABLE TRIGGER old",
    "ALTER TABLE lab.t ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE lab.t FORCE ROW LEVEL SECURITY",
    "ALTER TABLE lab.t REPLICA IDENTITY FULL",
    "ALTER TABLE lab.p ATTACH PARTITION lab.part FOR VALUES FROM (0) TO (100)",
    "CREATE TABLE lab.new PARTITION OF lab.p FOR VALUES FROM (0) TO (9)",
    "CREATE TABLE lab.new (id integer REFERENCES lab.other)",
    "CREATE INDEX new ON lab.t (n)",
    "CREATE UNIQUE INDEX new ON lab.t (n) WHERE n > 3",
    "CREATE INDEX new ON ONLY lab.p (id)",
    "DROP INDEX lab.t_n",
    "REINDEX TABLE lab.t",
    "DROP TABLE lab.part",
    "TRUNCATE lab.t",
    "CREATE TRIGGER new AFTER INSERT ON lab.t FOR EACH ROW EXECUTE FUNCTION lab.f()",
    "DROP TRIGGER old ON lab.t",
    "CREATE POLICY new ON lab.t USING (true)",
    "DROP POLICY old ON lab.t",
    "INSERT INTO lab.t (id) VALUES (99)",
    "UPDATE lab.t SET n = n - 1 WHERE n > 5",
    "DELETE FROM lab.t WHERE n = 3",
    "LOCK TABLE lab.t IN SHARE ROW EXCLUSIVE MODE",
    "LOCK lab.t",
    "COMMENT ON TABLE lab.t IS 'x; y'",
    "COMMENT ON COLUMN lab.t.n IS 'x'",
]
_LOCKS = """
    SELECT l.relation::regclass::text, l.mode FROM pg_locks AS l
    WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation IN
        (SELECT oid FROM pg_class WHERE relnamespace = 'lab'::regnamespace AND relkind IN ('r', 'p'))
"""
_STATE = """
    SELECT c.oid::regclass::text, pg_relation_filenode(c.oid), coalesce(s.seq_scan, 0)
    FROM pg_class AS c LEFT JOIN pg_stat_xact_all_tables AS s ON s.relid = c.oid
    WHERE c.relnamespace = 'lab'::regnamespace AND c.relkind IN ('r', 'p')
"""
# The server says TRUNCATE and UNLOGGED with a new file, too, and finds out itself when a scan is not needed.
FREE_OF_WORK = ("TRUNCATE", "DROP TABLE", "REINDEX")


@pytest.fixture
def lab(clone_admin: Connection) -> Iterator[Connection]:
    clone_admin.execute(SETUP.encode())
    yield clone_admin


def _mode(name: str) -> str:
    words = "".join(f" {sign}" if sign.isupper() else sign for sign in name.removesuffix("Lock")).strip()
    return words.upper()


def _observe(connection: Connection, statement: str) -> dict[str, Effect]:
    """The strongest lock on each table of the laboratory that was there, and what became of the table."""
    found: dict[str, Effect] = {}
    with connection.transaction(force_rollback=True):
        before = {name: (node, scans) for name, node, scans in connection.execute(_STATE.encode()).fetchall()}
        connection.execute(statement.encode())
        after = {name: (node, scans) for name, node, scans in connection.execute(_STATE.encode()).fetchall()}
        for relation, name in connection.execute(_LOCKS.encode()).fetchall():
            mode = _mode(name)
            lock = max(mode, found[relation].lock, key=MODES.index) if relation in found else mode
            node, scans = after.get(relation, (None, 0))
            old, read = before.get(relation, (node, scans))
            work = "rewrite" if old != node else "scan" if scans > read else ""
            if relation in before:
                found[relation] = Effect(relation, lock, work)
    return {relation: effect for relation, effect in found.items() if MODES.index(effect.lock) > 1}


def test_every_rule_is_what_the_server_does(lab: Connection) -> None:
    wrong = []
    for statement in STATEMENTS:
        said = {effect.relation: effect for effect in effects(statement)}
        if statement.startswith("DROP INDEX"):
            said = {"lab.t": Effect("lab.t", said["lab.t_n"].lock)}
        for relation, seen in _observe(lab, statement).items():
            # That n refers to the other table only the catalog knows; the plan asks it.
            linked = Effect("lab.other", "ACCESS EXCLUSIVE") if drops_foreign_keys(statement) else None
            rule = said.get(relation) or linked
            if rule is None or rule.lock != seen.lock:
                wrong.append(f"{statement}: {relation} {seen.lock}, the rule says {rule}")
            elif rule.work != "rows" and not statement.startswith(FREE_OF_WORK):
                work = "scan" if rule.work == "build" else rule.work
                # The table at the other end of a new foreign key is read whole, or looked up by key, as the planner likes.
                planned = "FOREIGN KEY" in statement and relation == "lab.other" and {work, seen.work} == {"scan", ""}
                if work != seen.work and not (planned and work):
                    wrong.append(
                        f"{statement}: {relation} {seen.work or 'no work'}, the rule says {rule.work or 'none'}"
                    )
    assert not wrong, "\n".join(wrong)


def test_conflicts_are_those_of_the_server(lab: Connection, clone: Database) -> None:
    """Every pair of modes, taken by two sessions."""
    wrong = []
    with clone.connect() as other:
        for one in MODES:
            with lab.transaction(force_rollback=True):
                lab.execute(f"LOCK TABLE lab.other IN {one} MODE".encode())
                for two in MODES:
                    with other.transaction(force_rollback=True):
                        try:
                            other.execute(f"LOCK TABLE lab.other IN {two} MODE NOWAIT".encode())
                            waits = False
                        except psycopg.errors.LockNotAvailable:
                            waits = True
                    if waits != (two in conflicts(one)):
                        wrong.append((one, two, waits))
    assert wrong == []


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("SELECT 1; SELECT 2;", ["SELECT 1", "SELECT 2"]),
        ("-- a; b\nSELECT ';' /* ; */;\n\n", ["SELECT ';'"]),
        ("DO $x$ BEGIN; $$;$$ END $x$; SELECT $$a;b$$", ["DO $x$ BEGIN; $$;$$ END $x$", "SELECT $$a;b$$"]),
        ("SELECT E'\\';', 'it''s;', \"a;b\"; SELECT 1", ["SELECT E'\\';', 'it''s;', \"a;b\"", "SELECT 1"]),
        ("SELECT $1, $2; x", ["SELECT $1, $2", "x"]),
    ],
)
def test_scripts_are_cut_between_statements(script: str, wanted: list[str]) -> None:
    assert list(split(script)) == wanted


def test_every_migration_of_this_version_is_cut_as_the_server_does(db: Connection) -> None:
    """Statements one by one do what the script did: each is one statement for the server, too."""
    for version, body in db.execute("SELECT version, body FROM hera_internal.migration_source()").fetchall():
        for statement in split(body.replace("@vector_schema@", "public")):
            # The extended protocol takes one statement; that it cannot be run now is no matter.
            done = db.pgconn.prepare(b"", statement.encode())
            code = done.error_field(DiagnosticField.SQLSTATE)
            assert code != b"42601", f"{version}: {done.error_message.decode()} {statement}"
            effects(statement)


def test_a_program_is_unknown_and_a_table_appears_once() -> None:
    assert [effect.work for effect in effects("DO $$ BEGIN PERFORM 1; END $$")] == ["unknown"]
    found = effects("ALTER TABLE a.b ADD COLUMN x int, ALTER COLUMN y TYPE bigint, ADD CONSTRAINT z CHECK (x > 0)")
    assert found == [Effect("a.b", "ACCESS EXCLUSIVE", "rewrite")]
