CREATE FUNCTION hera_internal.add_rate_limit(
    p_organization_id uuid, p_actor text, p_operation text, p_rule hera_internal.limit_rule, p_by text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores a limit with registers of its own, in the place of one that is there. Values of NULL follow the settings.
-- Gcra of the organization as a whole stays on the register that requests look at while there is no other limit.
-- Raises RL_003.
DECLARE
    v_registers integer[];
BEGIN
    PERFORM hera_internal.drop_rate_limits(p_organization_id, p_actor, p_operation);
    IF p_actor = '' AND p_operation = '' AND p_rule.algorithm = 'gcra' THEN
        SELECT ARRAY[o.limit_register] INTO v_registers FROM hera.core_organizations AS o
        WHERE o.organization_id = p_organization_id;
    ELSE
        v_registers := hera_internal.take_registers(
            p_organization_id, CASE p_rule.algorithm WHEN 'gcra' THEN 1 ELSE 9 END, format('limit %s %s', p_operation, p_actor)
        );
    END IF;
    INSERT INTO hera_internal.rate_limit (
        organization_id, actor, operation, algorithm, max_requests, window_ms, burst, registers, created_at, created_by
    )
    VALUES (
        p_organization_id, p_actor, p_operation, p_rule.algorithm, p_rule.max_requests, p_rule.window_ms, p_rule.burst,
        v_registers, clock_timestamp(), p_by
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.add_rate_limit(uuid, text, text, hera_internal.limit_rule, text) IS 'Stores a rate limit.';
ALTER FUNCTION hera_internal.add_rate_limit(uuid, text, text, hera_internal.limit_rule, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.add_rate_limit(uuid, text, text, hera_internal.limit_rule, text) TO hera_api;
