CREATE FUNCTION hera_internal.keys_of(p_organization_id uuid)
RETURNS TABLE (
    prefix text, actor text, in_force boolean, created_at timestamptz, created_by text, expires_at timestamptz,
    revoked_at timestamptz, revoked_by text, last_used_at timestamptz
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What may be shown of the keys of an organization; the caller has authorized. A revoked key has given its register back.
BEGIN
    RETURN QUERY
    SELECT k.prefix, k.actor, k.revoked_at IS NULL AND coalesce(k.expires_at > clock_timestamp(), true), k.created_at,
        k.created_by, k.expires_at, k.revoked_at, k.revoked_by,
        CASE
            WHEN k.revoked_at IS NULL THEN greatest(k.last_used_at, hera_internal.key_used_at(k.register))
            ELSE k.last_used_at
        END
    FROM hera_internal.api_key AS k
    WHERE k.organization_id = p_organization_id
    ORDER BY k.created_at DESC, k.prefix;
END
$function$;
COMMENT ON FUNCTION hera_internal.keys_of(uuid) IS 'Keys of an organization without their hashes.';
ALTER FUNCTION hera_internal.keys_of(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.keys_of(uuid) TO hera_api;
