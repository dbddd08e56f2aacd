CREATE FUNCTION hera_internal.lock_month(p_month date)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Holds back whoever wants to lock or change rows of a month; who reads, or posts in other months, goes on.
DECLARE
    v_relation text;
BEGIN
    FOR v_relation IN SELECT t.relation FROM hera_internal.partitioned_table AS t ORDER BY t.ordinal LOOP
        EXECUTE format('LOCK TABLE %s IN EXCLUSIVE MODE', hera_internal.month_table(v_relation, p_month));
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.lock_month(date) IS 'Holds back changes of a month.';
ALTER FUNCTION hera_internal.lock_month(date) OWNER TO hera_owner;
