CREATE FUNCTION hera_internal.field_is_allowed(p_data_type text, p_text text, p_allowed jsonb)
RETURNS boolean
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises true when there is no list or the value is on it. Numbers compare by value (5 is 5.0), everything else as
-- text. Locks and raises nothing.
BEGIN
    IF p_allowed IS NULL OR jsonb_typeof(p_allowed) <> 'array' THEN
        RETURN true;
    END IF;
    IF p_data_type IN ('number', 'integer') THEN
        RETURN EXISTS (
            SELECT FROM jsonb_array_elements_text(p_allowed) AS a (value) WHERE a.value::numeric = p_text::numeric
        );
    END IF;
    RETURN p_allowed ? p_text;
END
$function$;
COMMENT ON FUNCTION hera_internal.field_is_allowed(text, text, jsonb) IS
'Whether a field value is on the list of allowed values of its definition.';
