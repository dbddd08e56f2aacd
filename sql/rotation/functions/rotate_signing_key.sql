CREATE FUNCTION hera.rotate_signing_key()
RETURNS timestamptz
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A new key for signed contexts, in force for transactions that begin a minute from now; returns that moment. Transactions
-- that run then go on with the key they began with, so none loses its context. The key before is kept for them, older ones
-- are deleted. COMMIT within the minute: a transaction that began after it with the old key would lose its context.
DECLARE
    v_key bytea := sha256(
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
        || uuid_send(gen_random_uuid())
    );
    v_from timestamptz;
    v_id smallint;
    v_last smallint;
BEGIN
    LOCK TABLE hera_internal.context_key IN SHARE ROW EXCLUSIVE MODE;
    v_from := clock_timestamp() + interval '1 minute';
    SELECT coalesce(max(k.id) FILTER (WHERE k.created_at <= clock_timestamp()), min(k.id)) INTO v_last
    FROM hera_internal.context_key AS k;
    -- One that is not in force yet signed nothing: it is replaced.
    DELETE FROM hera_internal.context_key AS k WHERE k.id <> v_last;
    UPDATE hera_internal.context_key AS k SET created_at = '-infinity' WHERE k.id = v_last;
    v_id := v_last + 1;
    INSERT INTO hera_internal.context_key (id, inner_block, outer_block, created_at)
    VALUES (v_id, hera_internal.hmac_block(v_key, 54), hera_internal.hmac_block(v_key, 92), v_from);
    PERFORM hera_internal.record_rotation('signing_key', 'context', 'rotated', v_id::text, v_last::text);
    RETURN v_from;
END
$function$;
COMMENT ON FUNCTION hera.rotate_signing_key() IS 'Makes a new key for signed contexts; returns from when on it is in force.';
ALTER FUNCTION hera.rotate_signing_key() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.rotate_signing_key() TO hera_admin;
