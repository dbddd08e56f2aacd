"""The raw limit: tables like HERA's without triggers and policies, and one function that inserts the same rows."""

from __future__ import annotations

from bench.populate import LOGIN, Connection

TABLES = {
    "universal_transactions": "hera",
    "transaction_text": "hera_internal",
    "universal_transaction_lines": "hera",
    "audit_leaf": "hera_internal",
}
# Where a document's new identity goes; all other columns keep the prepared value.
IDENTITY = {
    "universal_transactions": {"id": "v_id", "created_at": "v_at"},
    "transaction_text": {"transaction_id": "v_id", "created_at": "v_at"},
    "universal_transaction_lines": {"transaction_id": "v_id", "created_at": "v_at"},
    "audit_leaf": {"id": "v_leaf", "subject_id": "v_id", "created_at": "v_at"},
}
# An id like those of hera_internal.new_id(), without the call.
NEW_ID = (
    "encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send("
    "(extract(epoch FROM v_at) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid"
)


def create_raw_tables(connection: Connection) -> None:
    """Make the twins: columns, defaults, checks, indexes, partitions and foreign keys as on the originals."""
    for name, schema in TABLES.items():
        connection.execute(
            f"CREATE TABLE bench.{name} (LIKE {schema}.{name} INCLUDING ALL) PARTITION BY RANGE (created_at)"
        )
        _run_each(
            connection,
            "SELECT format('CREATE TABLE bench.%%I PARTITION OF bench.%%I %%s', c.relname, %(name)s::text,"
            " pg_get_expr(c.relpartbound, c.oid))"
            " FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid WHERE i.inhparent = %(relation)s::regclass",
            {"name": name, "relation": f"{schema}.{name}"},
        )
    for name, schema in TABLES.items():
        _run_each(
            connection,
            "SELECT format('ALTER TABLE bench.%%I ADD %%s', %(name)s::text,"
            " replace(pg_get_constraintdef(oid), 'REFERENCES hera.universal_tr', 'REFERENCES bench.universal_tr'))"
            " FROM pg_constraint WHERE conrelid = %(relation)s::regclass AND contype = 'f' AND conparentid = 0",
            {"name": name, "relation": f"{schema}.{name}"},
        )


def prepare_rows(connection: Connection, count: int) -> int:
    """Keep the rows of stored documents as values for the raw function; returns how many documents there are."""
    connection.execute(
        "CREATE TABLE bench.prepared (n integer PRIMARY KEY, header bench.universal_transactions NOT NULL,"
        " content bench.transaction_text, lines bench.universal_transaction_lines[] NOT NULL,"
        " leaf bench.audit_leaf NOT NULL)"
    )
    done = connection.execute(
        "INSERT INTO bench.prepared"
        " SELECT row_number() OVER (), ROW(t.*)::bench.universal_transactions, ROW(x.*)::bench.transaction_text,"
        " (SELECT array_agg(ROW(l.*)::bench.universal_transaction_lines ORDER BY l.line_number)"
        " FROM hera.universal_transaction_lines AS l"
        " WHERE l.organization_id = t.organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at),"
        " ROW(a.*)::bench.audit_leaf"
        " FROM (SELECT * FROM hera.universal_transactions WHERE posted_at IS NOT NULL LIMIT %s) AS t"
        " JOIN hera_internal.transaction_text AS x ON x.organization_id = t.organization_id AND x.transaction_id = t.id"
        " JOIN hera_internal.audit_leaf AS a ON a.organization_id = t.organization_id AND a.subject_id = t.id",
        [count],
    )
    connection.execute(_function(connection).encode())
    connection.execute(f"GRANT EXECUTE ON FUNCTION bench.insert_document(integer) TO {LOGIN}")
    connection.execute("VACUUM (ANALYZE) bench.prepared")
    return done.rowcount


def _function(connection: Connection) -> str:
    inserts = [
        _insert(connection, "universal_transactions", "(v.header)", ""),
        _insert(connection, "transaction_text", "(v.content)", ""),
        _insert(connection, "universal_transaction_lines", "l", " FROM unnest(v.lines) AS l"),
        _insert(connection, "audit_leaf", "(v.leaf)", ""),
    ]
    body = ";\n    ".join(inserts)
    return f"""
CREATE FUNCTION bench.insert_document(p_n integer) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v bench.prepared%ROWTYPE;
    v_at timestamptz := date_trunc('milliseconds', clock_timestamp());
    v_id uuid := {NEW_ID};
    v_leaf uuid := {NEW_ID};
BEGIN
    SELECT p.* INTO v FROM bench.prepared AS p WHERE p.n = p_n;
    {body};
    RETURN v_id;
END
$function$"""


def _insert(connection: Connection, table: str, source: str, clause: str) -> str:
    columns = [
        str(name)
        for (name,) in connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attgenerated = '' ORDER BY attnum",
            [f"bench.{table}"],
        )
    ]
    values = [IDENTITY[table].get(column, f"{source}.{column}") for column in columns]
    return f"INSERT INTO bench.{table} ({', '.join(columns)}) SELECT {', '.join(values)}{clause}"


def _run_each(connection: Connection, query: str, parameters: dict[str, str]) -> None:
    for (statement,) in connection.execute(query.encode(), parameters).fetchall():
        connection.execute(statement.encode())
