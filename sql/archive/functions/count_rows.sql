CREATE FUNCTION hera_internal.count_rows(p_table text)
RETURNS bigint
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Rows of a table; NULL when it is not there.
DECLARE
    v_count bigint;
BEGIN
    IF to_regclass(p_table) IS NOT NULL THEN
        EXECUTE format('SELECT count(*) FROM %s', p_table::regclass) INTO v_count;
    END IF;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera_internal.count_rows(text) IS 'Number of rows of a table.';
ALTER FUNCTION hera_internal.count_rows(text) OWNER TO hera_owner;
