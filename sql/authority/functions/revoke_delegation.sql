CREATE FUNCTION hera.revoke_delegation(p_organization_id uuid, p_delegation uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Ends a delegation at the next statement; it stays listed. The delegator does it, or who manages access.
-- Raises AUTHZ_001, and VAL_010 for one that is not there or has been revoked.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'transactions.read');
    v_now timestamptz := clock_timestamp();
    v_from text := (
        SELECT d.from_actor FROM hera_internal.delegation AS d
        WHERE d.organization_id = p_organization_id AND d.id = p_delegation
    );
BEGIN
    v_by := hera_internal.authorize_delegation(p_organization_id, v_from);
    UPDATE hera_internal.delegation AS d SET revoked_at = v_now, revoked_by = v_by
    WHERE d.organization_id = p_organization_id AND d.id = p_delegation AND d.revoked_at IS NULL;
    PERFORM hera_internal.require_known('p_delegation', p_delegation::text, FOUND, 'the ids of hera.list_delegations');
    PERFORM hera_internal.write_audit_leaf(p_organization_id, 'access.undelegated', p_delegation, v_by, NULL, '{}');
END
$function$;
COMMENT ON FUNCTION hera.revoke_delegation(uuid, uuid) IS 'Ends a delegation.';
GRANT EXECUTE ON FUNCTION hera.revoke_delegation(uuid, uuid) TO hera_app, hera_admin;
