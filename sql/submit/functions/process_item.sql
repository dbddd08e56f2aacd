CREATE FUNCTION hera_internal.process_item(p_caller hera_internal.caller_context, p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Outcome of one item of a batch that is stored by itself.
DECLARE
    v_ready hera_internal.ready_document := hera_internal.decide_item(p_caller, p_request);
BEGIN
    IF v_ready.outcome IS NOT NULL THEN
        RETURN v_ready.outcome;
    END IF;
    RETURN (hera_internal.store_kept(p_caller, ARRAY[v_ready], ARRAY[NULL::jsonb]))[1];
END
$function$;
COMMENT ON FUNCTION hera_internal.process_item(hera_internal.caller_context, jsonb) IS 'Outcome of one item of a batch.';
