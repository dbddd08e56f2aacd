CREATE FUNCTION hera.get_entity(p_organization_id uuid, p_entity_id uuid, p_as_of date DEFAULT NULL)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the entity with the field values of one day (default: today in the organization's time zone) and the names
-- of required fields that have none. Raises ENT_001. Locks nothing.
DECLARE
    v_as_of date;
    v_fields jsonb;
    v_missing jsonb;
    v_entity jsonb;
    v_type text;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'entities.read');
    v_as_of := coalesce(p_as_of, hera_internal.entity_today(p_organization_id));
    v_type := hera_internal.find_entity(p_organization_id, p_entity_id, false);

    SELECT coalesce(jsonb_object_agg(v.field_name, v.value) FILTER (WHERE v.value IS NOT NULL), '{}')
    INTO v_fields
    FROM (
        SELECT DISTINCT ON (c.field_name)
            c.field_name,
            hera_internal.field_json(
                c.value_text, c.value_number, c.value_date, c.value_timestamp, c.value_boolean, c.value_json
            ) AS value
        FROM hera.core_dynamic_data AS c
        WHERE c.organization_id = p_organization_id AND c.entity_id = p_entity_id AND c.valid_from <= v_as_of
        ORDER BY c.field_name, c.valid_from DESC
    ) AS v;

    SELECT coalesce(jsonb_agg(d.field_name ORDER BY d.field_name), '[]')
    INTO v_missing
    FROM hera_internal.field_definition AS d
    WHERE d.organization_id = p_organization_id AND d.entity_type = v_type
        AND d.required AND NOT v_fields ? d.field_name;

    SELECT jsonb_build_object(
        'id', e.id, 'entity_type', e.entity_type, 'code', e.code, 'name', e.name, 'status', e.status,
        'metadata', e.metadata, 'created_at', e.created_at, 'as_of', v_as_of,
        'fields', v_fields, 'missing', v_missing)
    INTO v_entity
    FROM hera.core_entities AS e
    WHERE e.organization_id = p_organization_id AND e.id = p_entity_id;
    RETURN v_entity;
END
$function$;
COMMENT ON FUNCTION hera.get_entity(uuid, uuid, date) IS 'An entity with its custom fields as of a day.';
GRANT EXECUTE ON FUNCTION hera.get_entity(uuid, uuid, date) TO hera_app;
