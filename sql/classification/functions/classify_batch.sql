CREATE FUNCTION hera.classify_batch(p_organization_id uuid, p_requests jsonb)
RETURNS TABLE (item integer, outcome jsonb)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- What hera.submit would decide for each of these requests, and nothing is stored. Items are numbered from 0; an item
-- with faults has an outcome of its own and never fails the others. Raises what hera.classify raises, VAL_003 and VAL_013.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.read');
    v_maximum integer := (v_caller.settings ->> 'batch_max_items')::integer;
    v_number integer := 0;
    v_request jsonb;
BEGIN
    IF jsonb_typeof(p_requests) IS DISTINCT FROM 'array' THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_requests', 'p_requests must be a JSON array');
    ELSIF jsonb_array_length(p_requests) > v_maximum THEN
        PERFORM hera_internal.raise_error('VAL_013', 'p_requests', format('a batch has at most %s items', v_maximum));
    END IF;
    FOR v_request IN SELECT i.value FROM jsonb_array_elements(p_requests) AS i (value) LOOP
        item := v_number;
        outcome := hera_internal.classify_item(v_caller, v_request);
        v_number := v_number + 1;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.classify_batch(uuid, jsonb) IS 'What hera.submit would decide for many requests, one outcome an item, without storing anything.';
GRANT EXECUTE ON FUNCTION hera.classify_batch(uuid, jsonb) TO hera_app;
