CREATE FUNCTION hera_internal.run_migration(p_body text, p_label text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Executes a migration. A lock that is not granted within lock_timeout is asked for three times, a random time of up to half a
-- second apart: what queued up behind the request can pass meanwhile, because the attempt gives its own locks back. On
-- empty tables a migration outside a transaction is executed as one inside.
DECLARE
    v_body text := p_body;
BEGIN
    IF hera_internal.is_outside_migration(p_body) THEN
        v_body := replace(regexp_replace(p_body, '\mCONCURRENTLY\M', '', 'g'), '@batch@', '2147483647');
    END IF;
    FOR v_attempt IN 1..3 LOOP
        BEGIN
            PERFORM hera_internal.run_source(v_body, p_label);
            RETURN;
        EXCEPTION
            WHEN lock_not_available THEN
                IF v_attempt = 3 THEN
                    RAISE;
                END IF;
        END;
        PERFORM pg_sleep(random() / 2);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.run_migration(text, text) IS 'Executes a migration, again when a lock was not granted.';
ALTER FUNCTION hera_internal.run_migration(text, text) OWNER TO hera_owner;
