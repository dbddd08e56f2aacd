CREATE FUNCTION hera_internal.resolve_caller(p_organization_id uuid, p_permission text)
RETURNS hera_internal.caller_context
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Who calls and whether that actor has the permission; refusal holds the error code, NULL when all is well.
-- Opens the organization to the entry functions of this transaction, or closes it again on a refusal.
DECLARE
    v_result hera_internal.caller_context;
    v_context record;
    v_status text;
    v_permitted boolean;
    v_bound boolean;
BEGIN
    v_result.login := coalesce(nullif(current_setting('role'), 'none'), session_user::text);
    IF coalesce(current_setting('hera.context', true), '') <> '' THEN
        SELECT c.organization_id, c.actor INTO v_context FROM hera_internal.read_context() AS c;
        IF v_context.organization_id <> p_organization_id THEN
            v_result.refusal := 'AUTHZ_002';
        END IF;
        v_result.actor := v_context.actor;
    END IF;
    SELECT o.organization_id, m.actor, m.role, o.currency, o.minor_unit, o.timezone, o.settings,
        o.control_accounts, o.limit_register, o.closed_through, o.has_limits, o.status, p.permission IS NOT NULL, b.login IS NOT NULL
    INTO v_result.organization_id, v_result.actor, v_result.role, v_result.currency, v_result.minor_unit,
        v_result.timezone, v_result.settings, v_result.control_accounts, v_result.limit_register, v_result.closed_through,
        v_result.has_limits, v_status, v_permitted, v_bound
    FROM hera.core_organizations AS o
    LEFT JOIN hera_internal.login_binding AS b
        ON b.organization_id = o.organization_id AND b.login = v_result.login
    LEFT JOIN hera_internal.organization_member AS m
        ON m.organization_id = o.organization_id AND m.actor = coalesce(b.actor, v_result.actor)
    LEFT JOIN hera_internal.role_permission AS p
        ON p.role = m.role AND p.permission = p_permission
    WHERE o.organization_id = p_organization_id;
    v_result.refusal := CASE
        WHEN v_result.refusal IS NOT NULL THEN v_result.refusal
        WHEN v_bound AND v_result.actor IS NULL THEN 'AUTH_001'
        WHEN v_bound IS NOT TRUE OR v_permitted IS NOT TRUE THEN 'AUTHZ_001'
        WHEN v_status = 'suspended' AND p_permission NOT LIKE '%.read' THEN 'AUTHZ_003'
    END;
    v_result.organization_id := nullif(
        set_config(
            'hera.organization_id', CASE WHEN v_result.refusal IS NULL THEN p_organization_id::text ELSE '' END, true
        ), ''
    )::uuid;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.resolve_caller(uuid, text) IS 'Who calls for this organization, and the error code if that caller lacks the permission.';
ALTER FUNCTION hera_internal.resolve_caller(uuid, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.resolve_caller(uuid, text) TO hera_api;
