CREATE FUNCTION hera.record_sign_ins()
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A job: writes failed sign-ins whose call was rolled back, refused calls, and when keys were used last, from their
-- registers. A register is free again a run later, when what it held has been committed. Returns how many
-- documents it wrote.
DECLARE
    v_slot record;
    v_written bigint := 0;
BEGIN
    IF pg_is_in_recovery() THEN
        RETURN 0;
    END IF;
    FOR v_slot IN SELECT s.* FROM hera_internal.failure_slots() AS s LOOP
        IF v_slot.stored AND v_slot.minute < date_trunc('minute', clock_timestamp()) THEN
            PERFORM hera_internal.free_slot(v_slot.slot, v_slot.state);
        ELSIF NOT v_slot.stored THEN
            v_written := v_written + (
                SELECT sum(CASE WHEN f.failures > 0 THEN hera_internal.store_failure(
                        v_slot.organization_id, v_slot.user_id, f.code, v_slot.minute, f.failures
                    )::integer ELSE 0 END)
                FROM hera_internal.slot_counts(v_slot.state) AS f
            );
        END IF;
    END LOOP;
    UPDATE hera_internal.api_key AS k SET last_used_at = u.used_at
    FROM (
        SELECT a.organization_id, a.prefix, hera_internal.key_used_at(a.register) AS used_at FROM hera_internal.api_key AS a
        WHERE a.revoked_at IS NULL
    ) AS u
    WHERE k.organization_id = u.organization_id AND k.prefix = u.prefix AND u.used_at > coalesce(k.last_used_at, '-infinity');
    RETURN v_written;
END
$function$;
COMMENT ON FUNCTION hera.record_sign_ins() IS 'Writes failed sign-ins and the last use of keys from their registers.';
ALTER FUNCTION hera.record_sign_ins() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.record_sign_ins() TO hera_admin;
