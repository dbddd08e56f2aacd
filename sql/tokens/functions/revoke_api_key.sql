CREATE FUNCTION hera.revoke_api_key(p_organization_id uuid, p_prefix text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The key of that prefix is accepted no more, from the next call on; it stays listed. Raises AUTHZ_001, and VAL_010 for one
-- that is not there or has been revoked.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'access.manage');
BEGIN
    PERFORM hera_internal.require_known(
        'p_prefix', p_prefix, hera_internal.end_api_key(p_organization_id, p_prefix, v_by),
        'the prefixes of hera.list_api_keys'
    );
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'api_key.revoked', NULL, v_by, NULL, jsonb_build_object('prefix', p_prefix)
    );
END
$function$;
COMMENT ON FUNCTION hera.revoke_api_key(uuid, text) IS 'Revokes a key.';
GRANT EXECUTE ON FUNCTION hera.revoke_api_key(uuid, text) TO hera_app, hera_admin;
