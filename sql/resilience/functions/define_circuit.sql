CREATE FUNCTION hera.define_circuit(p_organization_id uuid, p_name text)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes a circuit breaker, closed; does nothing when it is there. Not for the path of a request: the first of many may
-- have to make registers. Raises AUTHZ_001, VAL_010 (name; more than 64 circuits).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'settings.write');
BEGIN
    PERFORM hera_internal.require_known('p_name', p_name, p_name ~ '^[a-z][a-z0-9_.-]{0,62}$', 'small letters, digits, _, . and -, a letter first');
    -- Two calls at once must not make two registers: the organization's row is the lock, as for its other definitions.
    PERFORM FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM hera_internal.circuit AS c WHERE c.organization_id = p_organization_id AND c.name = p_name
    ) THEN
        RETURN;
    END IF;
    PERFORM hera_internal.require_known('p_name', p_name, (
        SELECT count(*) < 64 FROM hera_internal.circuit AS c WHERE c.organization_id = p_organization_id
    ));
    PERFORM hera_internal.insert_circuit(p_organization_id, p_name, v_by);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'circuit.defined', NULL, v_by, NULL, jsonb_build_object('name', p_name)
    );
END
$function$;
COMMENT ON FUNCTION hera.define_circuit(uuid, text) IS 'Makes a circuit breaker for something that may fail.';
GRANT EXECUTE ON FUNCTION hera.define_circuit(uuid, text) TO hera_app, hera_admin;
