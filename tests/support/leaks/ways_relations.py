"""Ways through relations: every table, partition, sequence, view and catalog, read, written, explained and copied."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from support.leaks.ways_functions import FunctionWays
from support.leaks.world import Attempt, World, quote

_RELATIONS = """
    SELECT c.oid::regclass::text, c.relkind::text, c.relispartition FROM pg_class AS c
    WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace, 'hera_bi'::regnamespace)
        AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL
    SELECT t.oid::regclass::text, 't', c.relispartition
    FROM pg_class AS c JOIN pg_class AS t ON t.oid = c.reltoastrelid
    WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace)
"""
_CATALOGS = """
    SELECT c.oid::regclass::text FROM pg_class AS c
    WHERE c.relkind IN ('r', 'v') AND (
        c.relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        OR c.relname IN ('pg_stat_statements', 'pg_stat_statements_info'))
"""
_COLUMNS = """
    SELECT c.oid::regclass::text, array_agg(a.attname::text ORDER BY a.attnum),
        array_agg(format_type(a.atttypid, NULL) ORDER BY a.attnum)
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
        AND has_table_privilege('hera_auditor', c.oid, 'SELECT')
        AND c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace, 'hera_bi'::regnamespace)
    GROUP BY c.oid
"""
READERS = ("auditor", "viewer", "trusted", "bi", "nobody")
# What a caller brings along and would like the server to run over rows that it may not see.
LEAKY = """
    CREATE FUNCTION pg_temp.spy(anyelement) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
        $$ BEGIN RAISE NOTICE 'spy %', $1; RETURN true; END $$;
    CREATE FUNCTION pg_temp.eq(text, text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
        $$ BEGIN RAISE NOTICE 'eq % %', $1, $2; RETURN true; END $$;
    CREATE OPERATOR pg_temp.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_temp.eq)
"""


class RelationWays:
    """Attempts by statements over relations."""

    def __init__(self, world: World, calls: FunctionWays) -> None:
        self.world = world
        self.rng = world.rng
        self.theirs = calls.theirs
        self.victim = world.victim.organization

    @cached_property
    def relations(self) -> list[tuple[str, str, bool]]:
        return [(row[0], row[1], row[2]) for row in self.world.office.admin.execute(_RELATIONS).fetchall()]

    @cached_property
    def catalogs(self) -> list[str]:
        return [row[0] for row in self.world.office.admin.execute(_CATALOGS).fetchall()]

    @cached_property
    def readable(self) -> dict[str, list[tuple[str, str]]]:
        rows = self.world.office.admin.execute(_COLUMNS).fetchall()
        return {name: list(zip(columns, types, strict=True)) for name, columns, types in rows}

    def _cycle(self, items: list[Any]) -> Iterator[Any]:
        while True:
            yield from self.rng.sample(items, len(items))

    def _reader(self) -> tuple[str, str]:
        """A login that reads views, and its context or none."""
        login = self.rng.choice(READERS)
        return login, self.world.contexts[login] if self.rng.random() < 0.7 else ""

    def _condition(self, columns: list[tuple[str, str]]) -> str:
        """A condition that only rows of the victim meet, or that says something of each row it is asked about."""
        name, kind = self.rng.choice(columns)
        value = self.theirs.typed(name, kind, ())
        return self.rng.choice(
            [
                f"organization_id = {quote(self.victim)}::uuid",
                f"organization_id <> {quote(self.world.own)}::uuid",
                f"{name} = {value}",
                f"{name}::text = {quote(self.theirs.text(name))}",
                f"{name}::text LIKE '%{self.world.mark[:-1]}%'",
                f"1 / (({name}::text LIKE '%{self.world.mark[:-1]}%')::integer - 1) = 0",
                f"({name}::text)::date IS NOT NULL",
                f"({name}::text)::uuid IS NOT NULL",
                f"({name}::text)::numeric > 0",
                f"organization_id = {quote(self.victim)} OR true",
                f"EXISTS (SELECT FROM hera_bi.transactions AS t WHERE t.organization_id = {quote(self.victim)})",
            ]
        )

    def tables(self) -> Iterator[Attempt]:
        """Every table and sequence, in every way that SQL has; partitions are a way of their own."""
        yield from self._each([item[0] for item in self.relations if not item[2] and item[1] != "S"])

    def partitions(self) -> Iterator[Attempt]:
        """Partitions and what they keep elsewhere, addressed directly: the policies of their parents are not asked."""
        yield from self._each([item[0] for item in self.relations if item[2]])

    def _each(self, names: list[str]) -> Iterator[Attempt]:
        victim = f"organization_id = {quote(self.victim)}"
        for name in self._cycle(names):
            statement = self.rng.choice(
                [
                    f"SELECT * FROM {name}",
                    f"SELECT count(*) FROM {name}",
                    f"SELECT r FROM {name} AS r WHERE {victim}",
                    f"SELECT ctid, xmin, tableoid::regclass, r FROM {name} AS r",
                    f"SELECT to_jsonb(r) FROM ONLY {name} AS r",
                    f"SELECT * FROM {name} TABLESAMPLE SYSTEM (100)",
                    f"INSERT INTO {name} SELECT * FROM {name} RETURNING *",
                    f"UPDATE {name} SET organization_id = {quote(self.world.own)} WHERE {victim} RETURNING *",
                    f"DELETE FROM {name} WHERE {victim} RETURNING *",
                    f"SELECT * FROM {name} FOR UPDATE",
                    f"TRUNCATE {name}",
                    f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE",
                    f"CREATE TEMPORARY TABLE mine AS SELECT * FROM {name}",
                    f"CREATE POLICY mine ON {name} USING (true)",
                    f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY",
                    f"CREATE TEMPORARY TABLE mine (LIKE {name} INCLUDING ALL)",
                    f"CREATE RULE mine AS ON SELECT TO {name} DO INSTEAD SELECT 1",
                    f"GRANT SELECT ON {name} TO CURRENT_USER",
                    f"SELECT pg_relation_filepath({quote(name)}), pg_read_file(pg_relation_filepath({quote(name)}))",
                    f"COPY {name} TO '/dev/null'",
                    f"COPY {name} TO PROGRAM 'cat'",
                ]
            )
            login, prelude = self._reader()
            yield Attempt(self.rng.choice([login, "owner"]), statement, prelude if login != "owner" else "")

    def sequences(self) -> Iterator[Attempt]:
        """Counters of the victim are numbers of its business."""
        names = [item[0] for item in self.relations if item[1] == "S"]
        for name in self._cycle(names):
            statement = self.rng.choice(
                [f"SELECT last_value FROM {name}", f"SELECT nextval('{name}')", f"SELECT currval('{name}')",
                 f"SELECT setval('{name}', 1)", f"SELECT pg_sequence_last_value('{name}')", "SELECT lastval()",
                 f"SELECT last_value FROM pg_sequences WHERE schemaname || '.' || sequencename = '{name}'"]
            )  # fmt: skip
            yield Attempt(self.rng.choice(list(self.world.names)), statement)

    def views(self) -> Iterator[Attempt]:
        """Whatever a login may read, with conditions about the victim, joined, grouped and windowed."""
        for name in self._cycle(list(self.readable)):
            login, prelude = self._reader()
            columns = self.readable[name]
            condition = self._condition(columns)
            column = self.rng.choice(columns)[0]
            statement = self.rng.choice(
                [
                    f"SELECT * FROM {name} WHERE {condition}",
                    f"SELECT count(*), min({column}::text), max({column}::text) FROM {name} WHERE {condition}",
                    f"SELECT {column}, count(*) FROM {name} GROUP BY 1 HAVING count(*) > 0",
                    f"SELECT {column}, lag({column}) OVER (ORDER BY {column}::text) FROM {name}",
                    f"SELECT * FROM {name} AS a FULL JOIN {name} AS b ON a.{column}::text <> b.{column}::text LIMIT 100",
                    f"SELECT (SELECT {column}::text FROM {name} ORDER BY random() LIMIT 1)",
                    f"WITH w AS (SELECT * FROM {name} OFFSET 0) SELECT * FROM w WHERE {condition}",
                    f"SELECT xmlforest({column}) FROM {name}",
                    f"SELECT query_to_xml('SELECT * FROM {name}', true, true, '')",
                    f"SELECT ts_stat('SELECT to_tsvector({column}::text) FROM {name}')",
                    f"SELECT * FROM {name} ORDER BY {column}::text DESC LIMIT 3",
                ]
            )
            yield Attempt(login, statement, prelude)

    def leaky_operators(self) -> Iterator[Attempt]:
        """Functions and operators of the caller's own, as cheap as can be, over whatever a login may read."""
        for name in self._cycle(list(self.readable)):
            login, prelude = self._reader()
            columns = self.readable[name]
            column = self.rng.choice(columns)[0]
            statement = self.rng.choice(
                [
                    f"SELECT * FROM {name} WHERE pg_temp.spy({column}::text)",
                    f"SELECT * FROM {name} AS r WHERE pg_temp.spy(r::text) AND {self._condition(columns)}",
                    f"SELECT * FROM {name} WHERE {column}::text OPERATOR(pg_temp.===) 'x'",
                    f"SELECT count(*) FILTER (WHERE pg_temp.spy({column}::text)) FROM {name}",
                    f"SELECT pg_temp.spy({column}::text) FROM {name} GROUP BY 1",
                    f"SELECT * FROM {name} AS r JOIN (SELECT 1 AS one) AS x ON pg_temp.spy(r::text)",
                ]
            )
            settings = self.rng.choice(["", "SET LOCAL enable_seqscan = off", "SET LOCAL enable_indexscan = off"])
            yield Attempt(login, statement, "; ".join(filter(None, (LEAKY, settings, prelude))))

    def explain(self) -> Iterator[Attempt]:
        """Plans show no value of another's rows. Their estimates are of all rows together: docs/security.md says so."""
        for name in self._cycle(list(self.readable)):
            login, prelude = self.rng.choice([self._reader(), ("owner", "")])
            condition = self._condition(self.readable[name])
            options = self.rng.choice(
                ["", "(VERBOSE)", "(ANALYZE, VERBOSE, BUFFERS)", "(FORMAT json, VERBOSE, SETTINGS)"]
            )
            yield Attempt(login, f"EXPLAIN {options} SELECT * FROM {name} WHERE {condition}", prelude)

    def statistics(self) -> Iterator[Attempt]:
        """Every catalog, statistics view and information schema, whole."""
        for name in self._cycle(self.catalogs):
            login = self.rng.choice(list(self.world.names))
            yield Attempt(login, f"SELECT r::text FROM {name} AS r", self.world.contexts[login])
