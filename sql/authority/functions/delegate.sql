CREATE FUNCTION hera.delegate(
    p_organization_id uuid, p_from_actor text, p_to_actor text, p_permissions text[], p_valid_from timestamptz,
    p_valid_until timestamptz, p_reason text
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Lets a member act for another between two moments, with permissions that the other's own role has: within the limits
-- of the other, as long as the other has them, and never on the work of the two. The delegator does it, or who manages
-- access. What somebody has by delegation is not delegated, nor is access.manage.
-- Raises AUTHZ_001, VAL_005 (reason), VAL_010 (an actor who is no member, times), AUTHZ_052.
DECLARE
    v_by text := hera_internal.authorize_delegation(p_organization_id, p_from_actor);
    v_id uuid := hera_internal.new_id();
    v_role text;
    v_lacking text;
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    SELECT m.role INTO v_role FROM hera_internal.organization_member AS m
    WHERE m.organization_id = p_organization_id AND m.actor = p_from_actor;
    PERFORM hera_internal.require_known('p_from_actor', p_from_actor, v_role IS NOT NULL, 'the actors of hera.list_access');
    PERFORM hera_internal.require_known('p_to_actor', p_to_actor, p_to_actor <> p_from_actor AND EXISTS (
        SELECT FROM hera_internal.organization_member AS m
        WHERE m.organization_id = p_organization_id AND m.actor = p_to_actor
    ), 'another actor of hera.list_access');
    PERFORM hera_internal.require_known(
        'p_valid_until', p_valid_until::text,
        p_valid_until > p_valid_from AND isfinite(p_valid_from) AND isfinite(p_valid_until),
        'a time after p_valid_from'
    );
    v_lacking := (
        SELECT coalesce(x, 'NULL') FROM unnest(p_permissions) AS x
        WHERE x = 'access.manage' OR NOT coalesce(hera_internal.holds_permission(p_organization_id, v_role, x), false)
        LIMIT 1
    );
    IF v_lacking IS NOT NULL OR coalesce(cardinality(p_permissions), 0) = 0 THEN
        PERFORM hera_internal.raise_error(
            'AUTHZ_052', 'p_permissions', format('%s cannot delegate %s', p_from_actor, coalesce(left(v_lacking, 100), 'nothing'))
        );
    END IF;
    INSERT INTO hera_internal.delegation (
        organization_id, id, from_actor, to_actor, permissions, valid_from, valid_until, reason, created_at, created_by
    )
    VALUES (
        p_organization_id, v_id, p_from_actor, p_to_actor, ARRAY(SELECT DISTINCT x FROM unnest(p_permissions) AS x ORDER BY x),
        p_valid_from, p_valid_until, p_reason, hera_internal.uuid_time(v_id), v_by
    );
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'access.delegated', v_id, v_by, NULL, jsonb_build_object(
            'from', p_from_actor, 'to', p_to_actor, 'permissions', p_permissions, 'valid_from', p_valid_from,
            'valid_until', p_valid_until, 'reason', p_reason
        )
    );
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.delegate(uuid, text, text, text[], timestamptz, timestamptz, text) IS 'Lets a member act for another for some time.';
GRANT EXECUTE ON FUNCTION hera.delegate(uuid, text, text, text[], timestamptz, timestamptz, text) TO hera_app, hera_admin;
