CREATE FUNCTION hera_internal.store_kept(
    p_caller hera_internal.caller_context,
    p_kept hera_internal.ready_document[],
    p_places integer[],
    p_outcomes jsonb[]
)
RETURNS jsonb[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores the documents that a batch has kept and puts their outcomes into their places.
DECLARE
    v_stored interval;
    v_ready hera_internal.ready_document;
    v_number integer := 0;
BEGIN
    IF p_kept = '{}' THEN
        RETURN p_outcomes;
    END IF;
    v_stored := hera_internal.store_documents(p_caller, p_kept);
    FOREACH v_ready IN ARRAY p_kept LOOP
        v_number := v_number + 1;
        p_outcomes[p_places[v_number]] := hera_internal.make_outcome(
            v_ready.id, v_ready.classification, v_ready.posting, NULL,
            hera_internal.stage_times(v_ready, v_stored), (v_ready.document).number_series
        );
    END LOOP;
    RETURN p_outcomes;
END
$function$;
COMMENT ON FUNCTION hera_internal.store_kept(hera_internal.caller_context, hera_internal.ready_document[], integer[], jsonb[]) IS 'Stores documents together and gives their outcomes.';
