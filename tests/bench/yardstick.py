"""How fast the machine is in this run: one plain function that inserts a header and three lines into plain tables.

Not a limit for HERA: other indexes, no partitions, no checks. On a quiet machine of two cores 8 clients do about 13,000 a
second at 0.11 ms of server CPU; a run that does less says how much the other figures suffer.
"""

from __future__ import annotations

from bench.populate import LOGIN, Connection

SCRIPT = """\\set amount random(1, 100000)
SELECT bench.insert_plain(:amount);
"""


def create_plain_tables(connection: Connection) -> None:
    """Make the two tables and the function."""
    connection.execute(
        """
        CREATE TABLE bench.plain_header (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            total numeric NOT NULL,
            description text NOT NULL
        )
        """
    )
    connection.execute(
        """
        CREATE TABLE bench.plain_line (
            header_id bigint NOT NULL,
            line_number smallint NOT NULL,
            account text NOT NULL,
            debit numeric NOT NULL,
            credit numeric NOT NULL,
            PRIMARY KEY (header_id, line_number)
        )
        """
    )
    connection.execute(
        """
        CREATE FUNCTION bench.insert_plain(p_amount numeric) RETURNS bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $function$
        DECLARE
            v_id bigint;
        BEGIN
            INSERT INTO bench.plain_header (total, description) VALUES (p_amount, 'plain') RETURNING id INTO v_id;
            INSERT INTO bench.plain_line (header_id, line_number, account, debit, credit)
            VALUES (v_id, 1, '5000', p_amount * 5 / 6, 0), (v_id, 2, '1400', p_amount / 6, 0), (v_id, 3, '2100', 0, p_amount);
            RETURN v_id;
        END
        $function$
        """
    )
    connection.execute(f"GRANT EXECUTE ON FUNCTION bench.insert_plain(numeric) TO {LOGIN}")
