CREATE FUNCTION hera_internal.security_drift()
RETURNS TABLE (name text, action text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What hera_internal.secure_tables() would repair. It is run and rolled back, so
-- that check and repair can never disagree. Where nothing can be written, or
-- before the first migration, there is nothing to say.
DECLARE
    v_names text[];
    v_actions text[];
    v_pending boolean := EXISTS (SELECT FROM hera_internal.migration_states() AS s WHERE s.state = 'pending');
    v_record regclass := pg_catalog.to_regclass('hera_internal.migration');
BEGIN
    IF pg_catalog.current_setting('transaction_read_only')::boolean OR v_record IS NULL THEN
        RETURN;
    END IF;
    BEGIN
        SELECT pg_catalog.array_agg(s.name), pg_catalog.array_agg(s.action) INTO v_names, v_actions
        FROM (
            SELECT t.name, t.action FROM hera_internal.secure_tables() AS t WHERE NOT v_pending
            UNION ALL
            -- Where the record of migrations is hidden, all of them seem to be pending.
            SELECT v_record::text, r.action FROM hera_internal.secure_table(v_record) AS r (action) WHERE v_pending
        ) AS s;
        RAISE EXCEPTION USING ERRCODE = 'ZHD99';
    EXCEPTION
        WHEN SQLSTATE 'ZHD99' THEN
            RETURN QUERY SELECT u.name, u.action FROM ROWS FROM (
                pg_catalog.unnest(v_names), pg_catalog.unnest(v_actions)
            ) AS u (name, action);
        WHEN OTHERS THEN
            RETURN QUERY SELECT 'tables'::text, 'cannot be checked: ' || SQLERRM;
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.security_drift() IS 'Rights, policies and guards of tables that hera.migrate() would put right.';
ALTER FUNCTION hera_internal.security_drift() OWNER TO hera_owner;
