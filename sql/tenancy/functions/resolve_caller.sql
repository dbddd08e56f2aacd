CREATE FUNCTION hera_internal.resolve_caller(p_organization_id uuid, p_permission text)
RETURNS hera_internal.caller_context
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Who calls and whether that actor has the permission; refusal holds the error code, NULL when all is well.
-- Opens the organization to the entry functions of this transaction, or closes it again on a refusal. The row of a login
-- says what its actor may; only where that is not enough the tables are asked: a login that speaks for whom its context
-- names, and who lacks the permission by a role of HERA and may have it by one of the organization's own, or by delegation.
DECLARE
    v_result hera_internal.caller_context;
    v_login text := coalesce(nullif(current_setting('role'), 'none'), session_user::text);
    v_context record;
    v_foreign boolean := false;
    v_actor text;
    v_bound boolean;
    v_permitted boolean;
BEGIN
    IF current_setting('hera.context', true) <> '' THEN
        SELECT c.organization_id, c.actor INTO v_context FROM hera_internal.read_context() AS c;
        v_foreign := v_context.organization_id <> p_organization_id;
        v_actor := v_context.actor;
    END IF;
    -- Look-ups by key, one after the other: a join of them costs twice as much.
    SELECT o.organization_id, NULL, NULL, v_login, o.currency, o.minor_unit, o.timezone, o.settings, o.control_accounts,
        o.limit_register, o.closed_through,
        CASE WHEN o.status = 'suspended' AND p_permission NOT LIKE '%.read' THEN 'AUTHZ_003' END, o.soft_locks,
        o.frozen_through, o.number_series, o.has_limits, o.templates, o.has_rules, o.has_rate_limits, o.authority, NULL,
        o.guess_marks, o.limit_requests, o.limit_interval, o.limit_tolerance
    INTO v_result
    FROM hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id;
    SELECT true, coalesce(b.actor, v_actor), b.role, p_permission = ANY (b.permissions)
    INTO v_bound, v_result.actor, v_result.role, v_permitted
    FROM hera_internal.login_binding AS b
    WHERE b.organization_id = p_organization_id AND b.login = v_login;
    -- What a call before this one did for somebody else is over.
    IF v_foreign OR v_permitted IS NOT TRUE OR current_setting('hera.on_behalf', true) <> '' THEN
        IF v_permitted IS NOT TRUE THEN
            SELECT m.actor, m.role, EXISTS (
                SELECT FROM hera_internal.role_permission AS p WHERE p.role = m.role AND p.permission = p_permission
            )
            INTO v_result.actor, v_result.role, v_permitted
            FROM hera_internal.organization_member AS m
            WHERE m.organization_id = p_organization_id AND m.actor = v_result.actor;
        END IF;
        IF v_bound AND NOT v_permitted AND v_foreign IS NOT TRUE THEN
            SELECT a.permitted, a.on_behalf INTO v_permitted, v_result.on_behalf
            FROM hera_internal.find_authority(p_organization_id, v_result.actor, v_result.role, p_permission) AS a;
        END IF;
        PERFORM set_config('hera.on_behalf', coalesce(v_result.on_behalf, ''), true);
        IF v_foreign OR (v_bound AND v_permitted) IS NOT TRUE THEN
            v_result.refusal := CASE
                WHEN v_foreign THEN 'AUTHZ_002'
                WHEN v_bound AND v_result.actor IS NULL THEN 'AUTH_001'
                ELSE 'AUTHZ_001'
            END;
        END IF;
    END IF;
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
