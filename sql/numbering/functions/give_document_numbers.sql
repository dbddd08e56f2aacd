CREATE FUNCTION hera_internal.give_document_numbers()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
-- At COMMIT: gives numbers to all documents of the transaction that ask for one, the first time it is called. Counters
-- are taken in sorted order, so that two transactions never wait for each other, and so late that they are held for the
-- COMMIT only; a rollback gives nothing away. Numbers follow the ids of the documents.
DECLARE
    v_counter record;
    v_number bigint;
    v_ids uuid[];
BEGIN
    IF current_setting('session_replication_role') = 'replica' AND hera_internal.in_replication_worker() THEN
        RETURN NULL;
    END IF;
    FOR v_counter IN
        SELECT n.organization_id, n.series, n.fiscal_year, array_agg(n.transaction_id ORDER BY n.transaction_id) AS ids,
            (
                SELECT s.format FROM hera_internal.number_series AS s
                WHERE s.organization_id = n.organization_id AND s.series = n.series
            ) AS format
        FROM hera_internal.document_number AS n
        WHERE n.waits_in = pg_current_xact_id()
        GROUP BY n.organization_id, n.series, n.fiscal_year
        ORDER BY n.organization_id, n.series, n.fiscal_year
    LOOP
        INSERT INTO hera_internal.number_counter AS c (organization_id, series, fiscal_year, last_number)
        VALUES (
            v_counter.organization_id, v_counter.series, v_counter.fiscal_year, cardinality(v_counter.ids)
        )
        ON CONFLICT (organization_id, series, fiscal_year) DO UPDATE
        SET last_number = c.last_number + excluded.last_number
        RETURNING c.last_number - cardinality(v_counter.ids) INTO v_number;
        -- Many in one statement, whose numbers are their places in a list that is short enough to be searched. A list of
        -- keys and not a join: a plan of that, made in empty books, might read the whole index.
        FOR v_from IN 0..cardinality(v_counter.ids) - 1 BY 100 LOOP
            v_ids := v_counter.ids[v_from + 1:v_from + 100];
            UPDATE hera_internal.document_number AS n
            SET number = v_number + v_from + array_position(v_ids, n.transaction_id), waits_in = NULL,
                document_number = hera_internal.format_number(
                    v_counter.format, v_counter.series, v_counter.fiscal_year,
                    v_number + v_from + array_position(v_ids, n.transaction_id)
                )
            WHERE n.organization_id = v_counter.organization_id AND n.transaction_id = ANY (v_ids);
        END LOOP;
    END LOOP;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.give_document_numbers() IS 'Numbers the documents of a transaction at COMMIT.';
ALTER FUNCTION hera_internal.give_document_numbers() OWNER TO hera_owner;
