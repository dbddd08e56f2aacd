CREATE FUNCTION hera_internal.entity_filter_faults(p_filter jsonb, p_limit int)
RETURNS jsonb
LANGUAGE plpgsql
STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises every fault of a filter and a page size, [] when there is none. Locks and raises nothing.
DECLARE
    v_faults jsonb := '[]'::jsonb;
    v_key text;
    v_good boolean;
BEGIN
    IF (p_limit BETWEEN 1 AND 1000) IS NOT TRUE THEN
        v_faults := v_faults || hera_internal.entity_fault(
            'ENT_030', 'limit', 'The page size is out of range.', 'From 1 to 1000.');
    END IF;
    IF (jsonb_typeof(p_filter) = 'object') IS NOT TRUE THEN
        RETURN v_faults || hera_internal.entity_fault(
            'ENT_030', 'filter', 'The filter is not a JSON object.', 'Pass {} for none.');
    END IF;
    FOR v_key IN SELECT k FROM jsonb_object_keys(p_filter) AS k ORDER BY k LOOP
        v_good := CASE v_key
            WHEN 'status' THEN p_filter ->> 'status' IN ('active', 'archived', 'any')
            WHEN 'name' THEN jsonb_typeof(p_filter -> 'name') = 'string' AND length(p_filter ->> 'name') <= 500
            WHEN 'fields' THEN jsonb_typeof(p_filter -> 'fields') = 'object'
            WHEN 'as_of' THEN hera_internal.field_date(p_filter ->> 'as_of') IS NOT NULL
        END;
        IF v_good IS NOT TRUE THEN
            v_faults := v_faults || hera_internal.entity_fault(
                'ENT_030', 'filter.' || left(v_key, 100), 'The filter has no such key or not this value for it.',
                'status (active, archived, any), name (text), fields (object), as_of (YYYY-MM-DD).');
        END IF;
    END LOOP;
    RETURN v_faults;
END
$function$;
COMMENT ON FUNCTION hera_internal.entity_filter_faults(jsonb, int) IS
'Every fault of the filter and page size of hera.list_entities, as a jsonb array.';
