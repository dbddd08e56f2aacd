CREATE FUNCTION hera_internal.extend_register_pool(p_count integer)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Adds registers to the pool, one caller at a time. Never called while a request is served.
DECLARE
    v_last integer;
BEGIN
    LOCK TABLE hera_internal.register IN SHARE ROW EXCLUSIVE MODE;
    SELECT max(r.number) INTO v_last FROM hera_internal.register AS r;
    FOR v_number IN v_last + 1..v_last + p_count LOOP
        EXECUTE format('CREATE UNLOGGED SEQUENCE hera_internal.%I MINVALUE 0 START 0', 'register_' || v_number);
        EXECUTE format('GRANT SELECT, UPDATE ON SEQUENCE hera_internal.%I TO hera_api', 'register_' || v_number);
        INSERT INTO hera_internal.register (number) VALUES (v_number);
    END LOOP;
    IF to_regclass('hera_internal.storage_object') IS NOT NULL THEN
        -- The record ends with how many there are.
        UPDATE hera_internal.storage_object AS r
        SET definition = regexp_replace(
            r.definition, '[0-9]+$', (substring(r.definition FROM '[0-9]+$')::integer + p_count)::text
        )
        WHERE r.kind = 'sequence' AND r.name = 'hera_internal.register_N';
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.extend_register_pool(integer) IS 'Adds registers to the pool.';
ALTER FUNCTION hera_internal.extend_register_pool(integer) OWNER TO hera_owner;
