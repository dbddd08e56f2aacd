CREATE FUNCTION hera_internal.seed_is_current(p_name text, p_relation text, p_body text)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a seed would change nothing. It is run and rolled back: rows that users
-- added to the table are no drift, and a seed that cannot run is. Where nothing can be written the answer is NULL.
DECLARE
    v_before text := hera_internal.binding_fingerprint('data', p_name, p_relation);
    v_current boolean;
BEGIN
    IF pg_catalog.current_setting('transaction_read_only')::boolean THEN
        RETURN NULL;
    END IF;
    BEGIN
        PERFORM hera_internal.run_source(p_body, 'data ' || p_name);
        v_current := v_before = hera_internal.binding_fingerprint('data', p_name, p_relation);
        RAISE EXCEPTION USING ERRCODE = 'ZHD99';
    EXCEPTION
        WHEN SQLSTATE 'ZHD99' THEN
            RETURN v_current;
        WHEN OTHERS THEN
            RETURN false;
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.seed_is_current(text, text, text) IS 'Whether a table holds every row of its seed as it should be.';
ALTER FUNCTION hera_internal.seed_is_current(text, text, text) OWNER TO hera_owner;
