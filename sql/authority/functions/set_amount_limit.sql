CREATE FUNCTION hera.set_amount_limit(
    p_organization_id uuid, p_permission text, p_amount numeric, p_role text DEFAULT NULL, p_actor text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The largest amount, as hera_internal.base_amount has it, in the organization's currency, up to which a role, or an
-- actor, may use a permission; NULL takes the limit away. Effective at the next statement. Raises AUTHZ_001, and
-- VAL_010 (permission that has no amounts, role or actor unknown, not exactly one of them, amount below 0 or not a
-- number).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'access.manage');
    v_kind text := CASE WHEN p_actor IS NULL THEN 'role' ELSE 'actor' END;
    v_before numeric;
BEGIN
    PERFORM hera_internal.require_known('p_permission', p_permission, EXISTS (
        SELECT FROM hera_internal.duty AS d WHERE d.permission = p_permission AND d.limitable
    ), 'the permissions of hera.list_authority that can be limited');
    PERFORM hera_internal.require_known(
        'p_role', p_role, num_nonnulls(p_role, p_actor) = 1 AND (
            p_role IS NULL OR hera_internal.is_role(p_organization_id, p_role)
        )
    );
    PERFORM hera_internal.require_known('p_actor', p_actor, p_actor IS NULL OR EXISTS (
        SELECT FROM hera_internal.organization_member AS m
        WHERE m.organization_id = p_organization_id AND m.actor = p_actor
    ), 'the actors of hera.list_access');
    PERFORM hera_internal.require_known('p_amount', p_amount::text, coalesce(p_amount >= 0 AND p_amount < 1e15, true),
        'less than 1000000000000000, or NULL');
    DELETE FROM hera_internal.amount_limit AS l
    WHERE l.organization_id = p_organization_id AND l.permission = p_permission AND l.subject_kind = v_kind
        AND l.subject = coalesce(p_actor, p_role)
    RETURNING l.amount INTO v_before;
    INSERT INTO hera_internal.amount_limit (
        organization_id, permission, subject_kind, subject, amount, set_at, set_by
    )
    SELECT p_organization_id, p_permission, v_kind, coalesce(p_actor, p_role), p_amount, clock_timestamp(), v_by
    WHERE p_amount IS NOT NULL;
    PERFORM hera_internal.refresh_authority(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'limit.set', NULL, v_by, NULL, jsonb_build_object(
            'permission', p_permission, v_kind, coalesce(p_actor, p_role), 'before', v_before, 'amount', p_amount
        )
    );
END
$function$;
COMMENT ON FUNCTION hera.set_amount_limit(uuid, text, numeric, text, text) IS 'Limits the amounts up to which a role or an actor may use a permission.';
GRANT EXECUTE ON FUNCTION hera.set_amount_limit(uuid, text, numeric, text, text) TO hera_app, hera_admin;
