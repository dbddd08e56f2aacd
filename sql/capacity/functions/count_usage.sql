CREATE FUNCTION hera.count_usage()
RETURNS TABLE (month date, organizations bigint)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Counts what each organization stored in this month, in the last, and in months that were not counted yet; the job of the
-- same name does it once a day. Months that are archived keep their count. Raises AUTHZ_001.
DECLARE
    v_month record;
BEGIN
    PERFORM hera_internal.require_operator('hera.count_usage');
    FOR v_month IN
        SELECT m.starts_at::date AS month, m.starts_at AT TIME ZONE 'UTC' AS starts_at,
            (m.starts_at + interval '1 month') AT TIME ZONE 'UTC' AS ends_at
        FROM (
            SELECT to_date(right(c.relname, 7), 'YYYY_MM')::timestamp AS starts_at
            FROM pg_inherits AS i
            JOIN pg_class AS c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'hera.universal_transactions'::regclass
        ) AS m
        WHERE m.starts_at <= clock_timestamp() AT TIME ZONE 'UTC' AND (
            m.starts_at > (clock_timestamp() AT TIME ZONE 'UTC') - interval '2 months'
            OR NOT EXISTS (SELECT FROM hera_internal.organization_usage AS u WHERE u.month = m.starts_at::date)
        )
        ORDER BY 1
    LOOP
        INSERT INTO hera_internal.organization_usage AS u (organization_id, month, documents, lines, counted_at)
        SELECT t.organization_id, v_month.month, count(*), coalesce(sum(t.line_count), 0), clock_timestamp()
        FROM hera.universal_transactions AS t
        WHERE t.created_at >= v_month.starts_at AND t.created_at < v_month.ends_at
        GROUP BY t.organization_id
        ON CONFLICT ON CONSTRAINT organization_usage_pk DO UPDATE
        SET documents = excluded.documents, lines = excluded.lines, counted_at = excluded.counted_at;
        GET DIAGNOSTICS organizations = ROW_COUNT;
        month := v_month.month;
        CONTINUE WHEN organizations = 0;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.count_usage() IS 'Counts what each organization stored, by month.';
ALTER FUNCTION hera.count_usage() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.count_usage() TO hera_admin;
