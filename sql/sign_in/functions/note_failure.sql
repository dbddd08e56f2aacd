CREATE FUNCTION hera_internal.note_failure(p_sign_in hera_internal.sign_in)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Counts a failed sign-in in registers, which ignore transactions: under the actor where the credential shows whose it is,
-- else under the login. The lock goes on every path with a block that is always rolled back, and the wait for it is
-- bounded, as in hera_internal.limit_request. What has expired locks nobody out: that is no attempt at anything. Returns
-- how often this failed in this minute; NULL where it could not be counted, as in a transaction that only reads.
DECLARE
    v_count integer;
    v_identity text := hera_internal.sign_in_identity(p_sign_in.known_organization_id, coalesce(
        p_sign_in.known_actor, hera_internal.caller_name()
    ));
BEGIN
    IF current_setting('transaction_read_only')::boolean THEN
        RETURN NULL;
    END IF;
    BEGIN
        IF NOT pg_try_advisory_xact_lock(1212502594, 0) THEN
            PERFORM set_config('lock_timeout', '50ms', true);
            PERFORM pg_advisory_xact_lock(1212502594, 0);
        END IF;
        v_count := hera_internal.count_in_minute(v_identity, p_sign_in.fault);
        IF p_sign_in.locks IS NOT NULL AND p_sign_in.fault NOT IN ('AUTH_003', 'AUTH_006') THEN
            PERFORM hera_internal.count_lock(p_sign_in.locks);
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'ZHX01';
    EXCEPTION WHEN SQLSTATE 'ZHX01' THEN
        RETURN v_count;
    WHEN lock_not_available THEN
        PERFORM nextval('hera_internal.sign_in_dropped'::regclass);
        RETURN NULL;
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.note_failure(hera_internal.sign_in) IS 'Counts a failed sign-in, whatever becomes of the transaction.';
ALTER FUNCTION hera_internal.note_failure(hera_internal.sign_in) OWNER TO hera_owner;
