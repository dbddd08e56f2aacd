CREATE FUNCTION hera.list_entities(
    p_organization_id uuid,
    p_entity_type text,
    p_filter jsonb DEFAULT '{}',
    p_after text DEFAULT NULL,
    p_limit int DEFAULT 100
)
RETURNS TABLE (entity_id uuid, code text, name text, status text, fields jsonb, metadata jsonb)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the entities of one type in order of code, those after p_after (the last code of the page before), at most
-- p_limit. Filter: status (active unless said, any for all), name (part of it, in any case), fields (values to hold),
-- as_of (day of the fields). Raises ENT_030. Locks nothing.
DECLARE
    v_status text := coalesce(p_filter ->> 'status', 'active');
    v_name text := lower(p_filter ->> 'name');
    v_fields jsonb := coalesce(p_filter -> 'fields', '{}');
    v_as_of date;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'entities.read');
    PERFORM hera_internal.require_bounded(p_filter, 'p_filter', 65536);
    PERFORM hera_internal.raise_faults('ENT_030', hera_internal.entity_filter_faults(p_filter, p_limit));
    v_as_of := coalesce(hera_internal.field_date(p_filter ->> 'as_of'), hera_internal.entity_today(p_organization_id));
    RETURN QUERY
    SELECT e.id, e.code, e.name, e.status, f.fields, e.metadata
    FROM hera.core_entities AS e
    CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_object_agg(v.field_name, v.value) FILTER (WHERE v.value IS NOT NULL), '{}') AS fields
        FROM (
            SELECT DISTINCT ON (c.field_name)
                c.field_name,
                hera_internal.field_json(
                    c.value_text, c.value_number, c.value_date, c.value_timestamp, c.value_boolean, c.value_json
                ) AS value
            FROM hera.core_dynamic_data AS c
            WHERE c.organization_id = p_organization_id AND c.organization_id = e.organization_id
                AND c.entity_id = e.id AND c.valid_from <= v_as_of
            ORDER BY c.field_name, c.valid_from DESC
        ) AS v
    ) AS f
    WHERE e.organization_id = p_organization_id
        AND e.entity_type = p_entity_type
        AND (p_after IS NULL OR e.code > p_after)
        AND (v_status = 'any' OR e.status = v_status)
        AND (v_name IS NULL OR position(v_name IN lower(e.name)) > 0)
        AND (v_fields = '{}' OR f.fields @> v_fields)
    ORDER BY e.code
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.list_entities(uuid, text, jsonb, text, int) IS
'Entities of one type with their custom fields, page by page in order of code.';
GRANT EXECUTE ON FUNCTION hera.list_entities(uuid, text, jsonb, text, int) TO hera_app;
