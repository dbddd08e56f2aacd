CREATE FUNCTION hera_internal.give_document_numbers()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
-- At COMMIT: gives numbers to all documents of the transaction that ask for one, the first time it is called. Counters
-- are taken in sorted order, so that two transactions never wait for each other, and so late that they are held for the
-- COMMIT only; a rollback gives nothing away. Numbers follow the ids of the documents.
DECLARE
    v_counter record;
    v_last bigint;
BEGIN
    IF hera_internal.in_replication_worker() THEN
        RETURN NULL;
    END IF;
    FOR v_counter IN
        SELECT n.organization_id, n.series, n.fiscal_year, count(*) AS documents
        FROM hera_internal.document_number AS n
        WHERE n.waits_in = pg_current_xact_id()
        GROUP BY n.organization_id, n.series, n.fiscal_year
        ORDER BY n.organization_id, n.series, n.fiscal_year
    LOOP
        INSERT INTO hera_internal.number_counter AS c (organization_id, series, fiscal_year, last_number)
        VALUES (v_counter.organization_id, v_counter.series, v_counter.fiscal_year, v_counter.documents)
        ON CONFLICT (organization_id, series, fiscal_year) DO UPDATE
        SET last_number = c.last_number + v_counter.documents
        RETURNING c.last_number INTO v_last;
        UPDATE hera_internal.document_number AS n
        SET number = v_last - v_counter.documents + w.place, waits_in = NULL, document_number =
            hera_internal.format_number(s.format, s.series, n.fiscal_year, v_last - v_counter.documents + w.place)
        FROM (
            SELECT d.transaction_id, row_number() OVER (ORDER BY d.transaction_id) AS place
            FROM hera_internal.document_number AS d
            WHERE d.waits_in = pg_current_xact_id() AND d.organization_id = v_counter.organization_id
                AND d.series = v_counter.series AND d.fiscal_year = v_counter.fiscal_year
        ) AS w
        INNER JOIN hera_internal.number_series AS s
            ON s.organization_id = v_counter.organization_id AND s.series = v_counter.series
        WHERE n.organization_id = v_counter.organization_id AND n.transaction_id = w.transaction_id;
    END LOOP;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.give_document_numbers() IS 'Numbers the documents of a transaction at COMMIT.';
ALTER FUNCTION hera_internal.give_document_numbers() OWNER TO hera_owner;
