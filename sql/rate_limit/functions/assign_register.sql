CREATE FUNCTION hera_internal.assign_register(p_organization_id uuid, p_purpose text)
RETURNS integer
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes a free register of the pool for an organization; makes more when none is free. It starts anew: a transaction
-- that was rolled back may have used it for an organization that never was.
DECLARE
    v_number integer;
BEGIN
    LOOP
        UPDATE hera_internal.register AS r
        SET organization_id = p_organization_id, purpose = p_purpose
        WHERE r.number = (
            SELECT f.number FROM hera_internal.register AS f
            WHERE f.organization_id IS NULL
            ORDER BY f.number
            FOR UPDATE SKIP LOCKED
            LIMIT 1
        )
        RETURNING r.number INTO v_number;
        EXIT WHEN FOUND;
        PERFORM hera_internal.extend_register_pool(64);
    END LOOP;
    PERFORM setval(('hera_internal.register_' || v_number)::regclass, 0, false);
    RETURN v_number;
END
$function$;
COMMENT ON FUNCTION hera_internal.assign_register(uuid, text) IS 'Assigns a free register to an organization.';
ALTER FUNCTION hera_internal.assign_register(uuid, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.assign_register(uuid, text) TO hera_api;
