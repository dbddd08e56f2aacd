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
    v_size CONSTANT integer := 200;
    v_requests jsonb[];
    v_outcomes jsonb[];
BEGIN
    IF jsonb_typeof(p_requests) IS DISTINCT FROM 'array' THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_requests', 'p_requests must be a JSON array');
    ELSIF jsonb_array_length(p_requests) > v_maximum THEN
        PERFORM hera_internal.raise_error('VAL_013', 'p_requests', format('a batch has at most %s items', v_maximum));
    END IF;
    v_requests := ARRAY(SELECT i.value FROM jsonb_array_elements(p_requests) AS i (value));
    FOR v_first IN 1 .. cardinality(v_requests) BY v_size LOOP
        v_outcomes := hera_internal.classify_plain_items(v_caller, v_requests[v_first:v_first + v_size - 1]);
        FOR v_place IN 1 .. cardinality(v_outcomes) LOOP
            item := v_first + v_place - 2;
            outcome := coalesce(v_outcomes[v_place], hera_internal.classify_item(v_caller, v_requests[item + 1]));
            RETURN NEXT;
        END LOOP;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.classify_batch(uuid, jsonb) IS 'What hera.submit would decide for many requests, one outcome an item, without storing anything.';
GRANT EXECUTE ON FUNCTION hera.classify_batch(uuid, jsonb) TO hera_app;
