CREATE FUNCTION hera_internal.seal_text(p_organization_id uuid, p_subject_id uuid, p_text jsonb)
RETURNS bytea
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The text, encrypted with the key of its subject, which is made with the first. Holds the key until COMMIT, so that who
-- erases the subject finds what was written. Raises ERA_001 (no master key was given), ERA_002, ERA_003.
DECLARE
    v_master text := hera_internal.master_key();
    v_wrapped bytea;
    v_key text;
    v_now timestamptz := clock_timestamp();
BEGIN
    IF v_master IS NULL THEN
        PERFORM hera_internal.raise_error('ERA_001', 'hera.text_key');
    END IF;
    LOOP
        SELECT k.wrapped INTO v_wrapped FROM hera_internal.text_key AS k
        WHERE k.organization_id = p_organization_id AND k.subject_id = p_subject_id
        FOR KEY SHARE;
        EXIT WHEN FOUND;
        -- 366 random bits of the server, hashed into a key of 256.
        v_key := encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex');
        v_wrapped := hera_internal.encrypt_bytes(convert_to(v_key, 'UTF8'), v_master);
        INSERT INTO hera_internal.text_key (organization_id, subject_id, wrapped, created_at)
        VALUES (p_organization_id, p_subject_id, v_wrapped, v_now)
        ON CONFLICT (organization_id, subject_id) DO NOTHING;
    END LOOP;
    v_key := convert_from(hera_internal.decrypt_bytes(v_wrapped, v_master), 'UTF8');
    RETURN hera_internal.encrypt_bytes(convert_to(p_text::text, 'UTF8'), v_key);
END
$function$;
COMMENT ON FUNCTION hera_internal.seal_text(uuid, uuid, jsonb) IS 'Encrypts a text with the key of its subject.';
ALTER FUNCTION hera_internal.seal_text(uuid, uuid, jsonb) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.seal_text(uuid, uuid, jsonb) TO hera_api;
