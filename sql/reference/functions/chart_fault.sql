CREATE FUNCTION hera_internal.chart_fault(p_path text, p_message text)
RETURNS jsonb
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- An array, so that faults are collected with the operator ||.
    SELECT jsonb_build_array(jsonb_build_object('code', 'VAL_080', 'path', p_path, 'message', p_message))
$function$;
COMMENT ON FUNCTION hera_internal.chart_fault(text, text) IS 'One fault of a chart to be imported, as an array of one.';
GRANT EXECUTE ON FUNCTION hera_internal.chart_fault(text, text) TO hera_owner;
