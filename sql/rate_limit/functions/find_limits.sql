CREATE FUNCTION hera_internal.find_limits(
    p_caller hera_internal.caller_context, p_operation text, p_request boolean
)
RETURNS hera_internal.limit_rule[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Limits that count this call: those of its operation and, for a request, those of every request; of its actor and of all
-- together. In the order in which their registers are locked; empty where there are none.
DECLARE
    v_settings jsonb := p_caller.settings;
    v_rules hera_internal.limit_rule[];
BEGIN
    SELECT array_agg(ROW(
        l.registers, l.algorithm,
        coalesce(
            l.max_requests,
            (v_settings ->> CASE WHEN l.actor = '' THEN 'rate_limit_max_requests' ELSE 'rate_limit_actor_max_requests' END)::integer
        ),
        coalesce(l.window_ms, (v_settings ->> 'rate_limit_window')::bigint),
        coalesce(l.burst, CASE WHEN l.actor = '' THEN (v_settings ->> 'rate_limit_burst')::integer ELSE 0 END)
    )::hera_internal.limit_rule ORDER BY l.registers[1])
    INTO v_rules
    FROM hera_internal.rate_limit AS l
    WHERE l.organization_id = p_caller.organization_id AND l.actor IN ('', p_caller.actor)
        AND l.operation IN (p_operation, CASE WHEN p_request THEN '' END);
    RETURN coalesce(v_rules, '{}');
END
$function$;
COMMENT ON FUNCTION hera_internal.find_limits(hera_internal.caller_context, text, boolean) IS 'Rate limits that count a call.';
