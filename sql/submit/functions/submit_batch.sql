CREATE FUNCTION hera.submit_batch(p_organization_id uuid, p_requests jsonb)
RETURNS TABLE (item integer, outcome jsonb)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- Many events in one call, which takes one token. Items are numbered from 0; a refused item has an outcome of its own
-- and never fails the others. Raises AUTH_001, AUTHZ_001, AUTHZ_002, AUTHZ_003, RL_001, RL_002, VAL_003 and VAL_013 for
-- the call as a whole.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.submit');
    v_limit hera.limit_state;
    v_faults jsonb;
    v_maximum integer := (v_caller.settings ->> 'batch_max_items')::integer;
    v_outcomes jsonb[];
BEGIN
    IF jsonb_typeof(p_requests) IS DISTINCT FROM 'array' THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_requests', 'p_requests must be a JSON array');
    ELSIF jsonb_array_length(p_requests) > v_maximum THEN
        PERFORM hera_internal.raise_error('VAL_013', 'p_requests', format('a batch has at most %s items', v_maximum));
    END IF;
    v_limit := hera_internal.limit_request(v_caller, 1, 'submit_batch');
    v_faults := hera_internal.limit_fault(v_limit);
    IF v_faults IS NOT NULL THEN
        PERFORM hera_internal.rejected(v_faults, to_jsonb(v_limit), true);
    END IF;
    PERFORM hera_internal.meet_counterparties(p_organization_id, p_requests);
    PERFORM hera_internal.lock_settled(p_organization_id, p_requests);
    BEGIN
        v_outcomes := hera_internal.process_items(v_caller, p_requests);
    EXCEPTION
        WHEN serialization_failure OR deadlock_detected OR lock_not_available THEN
            RAISE;
        WHEN OTHERS THEN
            -- Some item met an error of the database: each gets a savepoint of its own now, which costs more.
            v_outcomes := hera_internal.process_apart(v_caller, p_requests);
    END;
    RETURN QUERY
    SELECT (o.number - 1)::integer, o.value
    FROM unnest(v_outcomes) WITH ORDINALITY AS o (value, number)
    ORDER BY o.number;
END
$function$;
COMMENT ON FUNCTION hera.submit_batch(uuid, jsonb) IS 'Takes many business events in one call and returns one outcome an item.';
GRANT EXECUTE ON FUNCTION hera.submit_batch(uuid, jsonb) TO hera_app;
