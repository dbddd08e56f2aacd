CREATE FUNCTION hera_internal.insert_circuit(p_organization_id uuid, p_name text, p_by text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A circuit with a register of its own.
BEGIN
    INSERT INTO hera_internal.circuit (organization_id, name, register, created_at, created_by)
    VALUES (
        p_organization_id, p_name, hera_internal.assign_register(p_organization_id, 'circuit ' || p_name),
        clock_timestamp(), p_by
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.insert_circuit(uuid, text, text) IS 'Stores a new circuit breaker.';
