CREATE FUNCTION hera_internal.classify_plain_items(p_caller hera_internal.caller_context, p_requests jsonb[])
RETURNS jsonb[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Outcomes of those requests that are plain and that their type or account, memory or the model decide, in order, NULL
-- for every other one.
-- What fails here is no fault of anybody: each item is then classified by itself, and finds its own. Nothing is asked of
-- guesses where they are withheld, and where documents are checked against rules, periods, templates or limits of the
-- organization's own. A savepoint takes no transaction id, as nothing is written.
DECLARE
    v_documents hera_internal.document[];
    v_register integer;
    v_nothing CONSTANT jsonb[] := array_fill(NULL::jsonb, ARRAY[cardinality(p_requests)]);
BEGIN
    IF p_caller.has_rules OR p_caller.soft_locks IS NOT NULL OR p_caller.templates IS NOT NULL
        OR p_caller.authority -> 'limited' ? 'transactions.submit'
    THEN
        RETURN v_nothing;
    END IF;
    SELECT c.register INTO v_register FROM hera_internal.circuit AS c
    WHERE c.organization_id = p_caller.organization_id AND c.name = 'classification';
    IF FOUND AND NOT pg_is_in_recovery()
        AND coalesce(pg_sequence_last_value(('hera_internal.register_' || v_register)::regclass), 0) & 3 <> 0
    THEN
        RETURN v_nothing;
    END IF;
    BEGIN
        v_documents := hera_internal.read_plain_items(p_caller, p_requests);
        RETURN hera_internal.item_outcomes(p_caller, v_documents, hera_internal.item_dimensions(
            p_caller, v_documents, hera_internal.state_items(
                p_caller.control_accounts, v_documents, hera_internal.guess_items(p_caller, v_documents)
            )
        ));
    EXCEPTION
        WHEN serialization_failure OR deadlock_detected OR lock_not_available THEN
            RAISE;
        WHEN OTHERS THEN
            RETURN v_nothing;
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.classify_plain_items(hera_internal.caller_context, jsonb[]) IS 'Outcomes of the plain items of a batch.';
