CREATE FUNCTION hera_internal.find_circuit(p_organization_id uuid, p_name text)
RETURNS integer
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The register of a circuit. Raises VAL_010 for one that is not there.
DECLARE
    v_register integer;
BEGIN
    SELECT c.register INTO v_register FROM hera_internal.circuit AS c
    WHERE c.organization_id = p_organization_id AND c.name = p_name;
    PERFORM hera_internal.require_known('p_name', p_name, FOUND);
    RETURN v_register;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_circuit(uuid, text) IS 'Register of a circuit breaker.';
