CREATE FUNCTION hera_internal.process_items(p_caller hera_internal.caller_context, p_requests jsonb)
RETURNS jsonb[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Outcomes of the items in order. What was decided is kept and stored together, up to 200 documents at once, as long as
-- nothing depends on it. What an item's decision reads of documents is what is stored of its own counterparty: one of the
-- same amount, which it may repeat; any, where that was the first ever; an open one, where the item may pay it. Such an
-- item is decided after those before it were stored, so that it sees them. Where the balance of an account decides, every
-- document is stored by itself.
DECLARE
    v_most CONSTANT integer := CASE WHEN p_caller.has_limits THEN 1 ELSE 200 END;
    v_outcomes jsonb[] := '{}'::jsonb[];
    v_answers jsonb[] := '{}'::jsonb[];
    v_kept hera_internal.ready_document[] := '{}'::hera_internal.ready_document[];
    v_firsts integer[] := '{}'::integer[];
    v_claims integer[] := '{}'::integer[];
    v_stored integer := 0;
    v_item record;
    v_ready hera_internal.ready_document;
BEGIN
    FOR v_item IN SELECT * FROM hera_internal.read_items(p_caller, p_requests) LOOP
        IF v_item.alike > v_stored OR v_item.head = ANY (v_firsts) OR (v_item.settling AND v_item.head = ANY (v_claims))
            OR cardinality(v_kept) = v_most
        THEN
            v_outcomes := v_outcomes || hera_internal.store_kept(p_caller, v_kept, v_answers);
            v_stored := v_item.place - 1;
            v_answers := '{}'::jsonb[];
            v_kept := '{}'::hera_internal.ready_document[];
            v_firsts := '{}'::integer[];
            v_claims := '{}'::integer[];
        END IF;
        IF v_item.special THEN
            v_ready := hera_internal.decide_item(p_caller, v_item.request);
        ELSE
            v_ready := hera_internal.decide_request(p_caller, v_item.request, clock_timestamp(), NULL);
        END IF;
        v_answers := v_answers || v_ready.outcome;
        IF v_ready.outcome IS NULL THEN
            v_kept := v_kept || v_ready;
            IF v_item.head IS NOT NULL THEN
                IF v_ready.claim IS NOT NULL THEN
                    v_claims := v_claims || v_item.head;
                END IF;
                IF 'FIRSTEVER' = ANY ((v_ready.classification).dimensions) THEN
                    v_firsts := v_firsts || v_item.head;
                END IF;
            END IF;
        END IF;
    END LOOP;
    RETURN v_outcomes || hera_internal.store_kept(p_caller, v_kept, v_answers);
END
$function$;
COMMENT ON FUNCTION hera_internal.process_items(hera_internal.caller_context, jsonb) IS 'Outcomes of the items of a batch, stored together.';
