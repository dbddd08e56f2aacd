CREATE FUNCTION hera.cache_warm(p_organization_id uuid, p_entries jsonb)
RETURNS integer
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores entries [{"key", "value", "lifetime", "tags"}] at once, as after a restart, in the order of their keys; returns
-- how many. Raises AUTHZ_001, VAL_003 (not an array), and what hera.cache_set raises for the first that is wrong.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.submit');
BEGIN
    IF jsonb_typeof(p_entries) IS DISTINCT FROM 'array' THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_entries');
    END IF;
    PERFORM hera_internal.prepare_counters(p_organization_id);
    -- Sorted, so that two callers that store the same keys do not wait for each other in a circle.
    PERFORM hera_internal.store_entry(
        v_caller, x.value ->> 'key', x.value -> 'value', coalesce(x.value ->> 'lifetime', 'medium'), ARRAY(
            SELECT jsonb_array_elements_text(CASE jsonb_typeof(x.value -> 'tags') WHEN 'array' THEN x.value -> 'tags' END)
        )
    )
    FROM (SELECT e.value FROM jsonb_array_elements(p_entries) AS e ORDER BY e.value ->> 'key') AS x;
    PERFORM hera_internal.shrink_cache(p_organization_id, (v_caller.settings ->> 'cache_max_bytes')::bigint);
    RETURN jsonb_array_length(p_entries);
END
$function$;
COMMENT ON FUNCTION hera.cache_warm(uuid, jsonb) IS 'Stores many values in the cache.';
GRANT EXECUTE ON FUNCTION hera.cache_warm(uuid, jsonb) TO hera_app;
