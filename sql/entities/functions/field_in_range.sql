CREATE FUNCTION hera_internal.field_in_range(p_data_type text, p_text text, p_minimum numeric, p_maximum numeric)
RETURNS boolean
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises true unless a bound is broken: numbers by value, texts by length. The text comes from field_text(), which
-- has made the cast safe. Locks and raises nothing.
DECLARE
    v_measure numeric;
BEGIN
    v_measure := CASE
        WHEN p_data_type IN ('number', 'integer') THEN p_text::numeric
        WHEN p_data_type = 'text' THEN length(p_text)::numeric
    END;
    RETURN v_measure IS NULL
        OR (coalesce(v_measure >= p_minimum, true) AND coalesce(v_measure <= p_maximum, true));
END
$function$;
COMMENT ON FUNCTION hera_internal.field_in_range(text, text, numeric, numeric) IS
'Whether a field value lies within the bounds of its definition.';
