CREATE FUNCTION hera_internal.end_api_key(p_organization_id uuid, p_prefix text, p_by text)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Revokes a key, keeps when it was used last and gives its register back to the pool; false when there is none in force.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_used_at timestamptz;
    v_register integer;
BEGIN
    SELECT k.register INTO v_register FROM hera_internal.api_key AS k
    WHERE k.organization_id = p_organization_id AND k.prefix = p_prefix AND k.revoked_at IS NULL
    FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    v_used_at := hera_internal.key_used_at(v_register);
    UPDATE hera_internal.api_key AS k
    SET revoked_at = v_now, revoked_by = p_by, last_used_at = greatest(k.last_used_at, v_used_at)
    WHERE k.organization_id = p_organization_id AND k.prefix = p_prefix;
    UPDATE hera_internal.register AS r SET organization_id = NULL, purpose = NULL
    WHERE r.number = v_register AND r.organization_id = p_organization_id AND r.purpose = 'key ' || p_prefix;
    RETURN true;
END
$function$;
COMMENT ON FUNCTION hera_internal.end_api_key(uuid, text, text) IS 'Revokes a key and frees its register.';
ALTER FUNCTION hera_internal.end_api_key(uuid, text, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.end_api_key(uuid, text, text) TO hera_api;
