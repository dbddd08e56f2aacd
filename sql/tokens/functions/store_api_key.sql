CREATE FUNCTION hera_internal.store_api_key(
    p_organization_id uuid, p_prefix text, p_key text, p_actor text, p_by text, p_expires_at timestamptz
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps the hash of a key, in a table that entry functions do not read. One SHA-256 is enough for 256 random bits: slow
-- hashes are for what people choose, and would make every call slow.
BEGIN
    INSERT INTO hera_internal.api_key (
        organization_id, prefix, key_hash, actor, register, created_at, created_by, expires_at
    )
    VALUES (
        p_organization_id, p_prefix, sha256(convert_to(p_key, 'UTF8')), p_actor,
        hera_internal.assign_register(p_organization_id, 'key ' || p_prefix), clock_timestamp(), p_by, p_expires_at
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.store_api_key(uuid, text, text, text, text, timestamptz) IS 'Keeps the hash of a new key.';
ALTER FUNCTION hera_internal.store_api_key(uuid, text, text, text, text, timestamptz) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.store_api_key(uuid, text, text, text, text, timestamptz) TO hera_api;
