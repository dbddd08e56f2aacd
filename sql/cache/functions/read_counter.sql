CREATE FUNCTION hera_internal.read_counter(p_organization_id uuid, p_purpose text)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The register starts at 0 and nextval gives that first: one more than its value has been counted.
BEGIN
    RETURN coalesce((
        SELECT pg_sequence_last_value(('hera_internal.register_' || r.number)::regclass) + 1
        FROM hera_internal.register AS r
        WHERE r.organization_id = p_organization_id AND r.purpose = p_purpose
    ), 0);
END
$function$;
COMMENT ON FUNCTION hera_internal.read_counter(uuid, text) IS 'How often a register was counted up.';
