CREATE FUNCTION hera_internal.erase_json(p_value jsonb, p_pattern text)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The value with (erased) for what the pattern finds in its texts and names of fields.
BEGIN
    RETURN CASE jsonb_typeof(p_value)
        WHEN 'string' THEN to_jsonb(regexp_replace(p_value #>> '{}', p_pattern, '(erased)', 'gi'))
        WHEN 'array' THEN (
            SELECT coalesce(jsonb_agg(hera_internal.erase_json(i.value, p_pattern) ORDER BY i.number), '[]')
            FROM jsonb_array_elements(p_value) WITH ORDINALITY AS i (value, number)
        )
        WHEN 'object' THEN (
            SELECT coalesce(jsonb_object_agg(
                regexp_replace(f.key, p_pattern, '(erased)', 'gi'), hera_internal.erase_json(f.value, p_pattern)
            ), '{}')
            FROM jsonb_each(p_value) AS f
        )
        ELSE p_value
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.erase_json(jsonb, text) IS 'JSON without what a pattern finds.';
ALTER FUNCTION hera_internal.erase_json(jsonb, text) OWNER TO hera_owner;
