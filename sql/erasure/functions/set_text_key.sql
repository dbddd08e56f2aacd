CREATE FUNCTION hera.set_text_key(p_key text, p_old_key text DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes a master key, of 32 characters or more, into use: the first, or in the place of p_old_key, from which every key of
-- a person is wrapped anew. Texts are not touched. Returns how many keys were wrapped. Requests that need a key of a person
-- wait meanwhile. Raises AUTHZ_001, VAL_005 (p_key), ERA_002 (p_old_key is not the one in use), ERA_003.
DECLARE
    v_salt uuid := gen_random_uuid();
    v_count bigint;
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'hera.set_text_key');
    END IF;
    IF (length(p_key) BETWEEN 32 AND 1000) IS NOT TRUE THEN
        PERFORM hera_internal.raise_error('VAL_005', 'p_key', 'p_key must have 32 to 1000 characters');
    END IF;
    PERFORM hera_internal.crypto_schema();
    LOCK TABLE hera_internal.text_master_key, hera_internal.text_key IN ACCESS EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM hera_internal.text_master_key) AND hera_internal.is_master_key(p_old_key) IS NOT TRUE THEN
        PERFORM hera_internal.raise_error('ERA_002', 'p_old_key');
    END IF;
    UPDATE hera_internal.text_key AS k
    SET wrapped = hera_internal.encrypt_bytes(hera_internal.decrypt_bytes(k.wrapped, p_old_key), p_key);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    DELETE FROM hera_internal.text_master_key;
    INSERT INTO hera_internal.text_master_key (number, salt, verifier, set_at, set_by)
    VALUES (
        1, v_salt, sha256(uuid_send(v_salt) || convert_to(p_key, 'UTF8')), clock_timestamp(), hera_internal.caller_name()
    );
    PERFORM hera_internal.write_platform_leaf('text_key.set', NULL, jsonb_build_object('wrapped', v_count));
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera.set_text_key(text, text) IS 'Takes a master key for encrypted texts into use, or replaces it.';
ALTER FUNCTION hera.set_text_key(text, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.set_text_key(text, text) TO hera_admin;
