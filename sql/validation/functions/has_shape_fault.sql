CREATE FUNCTION hera_internal.has_shape_fault(p_scope text, p_object jsonb)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether hera_internal.shape_faults has anything to report; asked first because nearly every request has none.
BEGIN
    RETURN EXISTS (
        SELECT FROM jsonb_each(p_object) AS e
        LEFT JOIN hera_internal.request_field AS f ON f.scope = p_scope AND f.field = e.key
        WHERE CASE
            WHEN f.field IS NULL THEN true
            WHEN jsonb_typeof(e.value) = 'null' THEN false
            WHEN jsonb_typeof(e.value) <> ALL (f.json_types) THEN true
            WHEN length(e.value #>> '{}') > f.max_length THEN true
            ELSE e.value #>> '{}' !~ f.pattern
        END
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.has_shape_fault(text, jsonb) IS 'Whether an object of a request has a fault of shape.';
