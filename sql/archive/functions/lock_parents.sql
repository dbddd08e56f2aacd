CREATE FUNCTION hera_internal.lock_parents()
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes ACCESS EXCLUSIVE on the partitioned tables without letting anybody queue: gives up after 100 ms, lets go of all of
-- them and tries again a random while later, ten seconds in all. Raises 55P03 when that did not do.
DECLARE
    v_ends_at timestamptz := clock_timestamp() + interval '10 seconds';
    v_relation text;
BEGIN
    FOR attempt IN 1..1000 LOOP
        BEGIN
            PERFORM set_config('lock_timeout', '100ms', true);
            FOR v_relation IN SELECT t.relation FROM hera_internal.partitioned_table AS t ORDER BY t.ordinal LOOP
                EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', v_relation);
            END LOOP;
            LOCK TABLE hera.core_organizations, hera.core_entities IN SHARE ROW EXCLUSIVE MODE;
            RETURN;
        EXCEPTION
            WHEN lock_not_available OR deadlock_detected THEN
                IF clock_timestamp() > v_ends_at THEN
                    RAISE;
                END IF;
        END;
        PERFORM pg_sleep(0.1 + random() * 0.4);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.lock_parents() IS 'Locks the partitioned tables in short attempts.';
ALTER FUNCTION hera_internal.lock_parents() OWNER TO hera_owner;
