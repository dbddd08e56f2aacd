CREATE FUNCTION hera.list_fields(p_organization_id uuid, p_entity_type text)
RETURNS TABLE (
    field_name text,
    data_type text,
    required boolean,
    minimum numeric,
    maximum numeric,
    pattern text,
    allowed_values text[],
    description text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the registered fields of an entity type, in order of name. Locks nothing.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'entities.read');
    RETURN QUERY
    SELECT
        d.field_name, d.data_type, d.required, d.minimum, d.maximum, d.pattern, d.allowed_values, d.description
    FROM hera_internal.field_definition AS d
    WHERE d.organization_id = p_organization_id AND d.entity_type = p_entity_type
    ORDER BY d.field_name;
END
$function$;
COMMENT ON FUNCTION hera.list_fields(uuid, text) IS 'Custom fields registered for an entity type.';
GRANT EXECUTE ON FUNCTION hera.list_fields(uuid, text) TO hera_app;
