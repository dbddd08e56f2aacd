CREATE FUNCTION hera_internal.make_partitions(p_until date DEFAULT (current_date + interval '2 years')::date)
RETURNS TABLE (name text, action text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes the missing monthly partitions from this month on, referenced tables first.
DECLARE
    v_parent text;
    v_month date;
BEGIN
    FOR v_month IN
        SELECT m::date FROM generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'), p_until, '1 month') AS m
    LOOP
        FOR v_parent IN SELECT t.relation FROM hera_internal.partitioned_table AS t ORDER BY t.ordinal LOOP
            IF hera_internal.make_partition(v_parent::regclass, v_month) THEN
                name := v_parent || to_char(v_month, '_YYYY_MM');
                action := 'created';
                RETURN NEXT;
            END IF;
        END LOOP;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.make_partitions(date) IS 'Makes the monthly partitions that are missing up to a date.';
ALTER FUNCTION hera_internal.make_partitions(date) OWNER TO hera_owner;
