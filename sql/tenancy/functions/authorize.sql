CREATE FUNCTION hera_internal.authorize(p_organization_id uuid, p_permission text)
RETURNS hera_internal.caller_context
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every entry function calls it first. Raises AUTH_001, AUTHZ_001, AUTHZ_002 or AUTHZ_003, and RL_001 or RL_002 where
-- the organization limits calls that need this permission.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.resolve_caller(p_organization_id, p_permission);
BEGIN
    IF v_caller.refusal IS NOT NULL THEN
        PERFORM hera_internal.note_refusal(p_organization_id, v_caller);
        PERFORM hera_internal.raise_error(v_caller.refusal, p_permission);
    END IF;
    IF v_caller.has_rate_limits THEN
        PERFORM hera_internal.limit_operation(v_caller, p_permission);
    END IF;
    RETURN v_caller;
END
$function$;
COMMENT ON FUNCTION hera_internal.authorize(uuid, text) IS 'Returns who calls for this organization, or raises when that caller lacks the permission.';
