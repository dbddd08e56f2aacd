CREATE FUNCTION hera_internal.process_items(p_caller hera_internal.caller_context, p_requests jsonb)
RETURNS jsonb[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Outcomes of the items in order. What was decided is kept and stored together, as long as nothing depends on it: an item
-- of a counterparty that is among the kept ones is decided after these were stored, so that it sees them. Which one that
-- is its code tells; where it is named by its id, or the balance of an account decides, items are stored one by one.
DECLARE
    v_outcomes jsonb[] := '{}'::jsonb[];
    v_kept hera_internal.ready_document[] := '{}'::hera_internal.ready_document[];
    v_places integer[] := '{}'::integer[];
    v_codes text[] := '{}'::text[];
    v_request jsonb;
    v_code text;
    v_alone boolean;
    v_ready hera_internal.ready_document;
BEGIN
    FOR v_request IN SELECT i.value FROM jsonb_array_elements(p_requests) AS i (value) LOOP
        v_code := hera_internal.counterparty_code(
            CASE jsonb_typeof(v_request -> 'counterparty') WHEN 'string' THEN v_request ->> 'counterparty' END
        );
        v_alone := p_caller.has_limits OR coalesce(v_code ~ '^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$', false);
        IF v_alone OR v_code = ANY (v_codes) OR cardinality(v_kept) = 200 THEN
            v_outcomes := hera_internal.store_kept(p_caller, v_kept, v_places, v_outcomes);
            v_kept := '{}'::hera_internal.ready_document[];
            v_places := '{}'::integer[];
            v_codes := '{}'::text[];
        END IF;
        IF v_alone THEN
            v_outcomes := v_outcomes || hera_internal.process_item(p_caller, v_request);
            CONTINUE;
        END IF;
        v_ready := hera_internal.decide_item(p_caller, v_request);
        v_outcomes := v_outcomes || v_ready.outcome;
        IF v_ready.outcome IS NULL THEN
            v_kept := v_kept || v_ready;
            v_places := v_places || cardinality(v_outcomes);
            v_codes := v_codes || v_code;
        END IF;
    END LOOP;
    RETURN hera_internal.store_kept(p_caller, v_kept, v_places, v_outcomes);
END
$function$;
COMMENT ON FUNCTION hera_internal.process_items(hera_internal.caller_context, jsonb) IS 'Outcomes of the items of a batch, stored together.';
