CREATE FUNCTION hera_internal.drop_rate_limits(p_organization_id uuid, p_actor text, p_operation text DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes one limit away, or all of an actor where no operation is named, and keeps their registers for the organization.
-- Whether there was any.
DECLARE
    v_registers integer[];
BEGIN
    WITH gone AS (
        DELETE FROM hera_internal.rate_limit AS l
        WHERE l.organization_id = p_organization_id AND l.actor = p_actor AND l.operation = coalesce(p_operation, l.operation)
        RETURNING l.registers
    )
    SELECT array_agg(r.number) INTO v_registers FROM gone AS g CROSS JOIN LATERAL unnest(g.registers) AS r (number);
    UPDATE hera_internal.register AS r
    SET purpose = 'spare ' || r.number
    WHERE r.number = ANY (v_registers) AND r.purpose <> 'requests';
    RETURN v_registers IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.drop_rate_limits(uuid, text, text) IS 'Takes rate limits of an actor away.';
ALTER FUNCTION hera_internal.drop_rate_limits(uuid, text, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.drop_rate_limits(uuid, text, text) TO hera_api;
