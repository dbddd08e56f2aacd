CREATE FUNCTION hera_internal.store_kept(
    p_caller hera_internal.caller_context, p_kept hera_internal.ready_document[], p_answers jsonb[]
)
RETURNS jsonb[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores the documents that a batch has kept. Returns p_answers, the outcomes of its items since it stored last, with
-- those of the kept documents in the places that are NULL.
DECLARE
    v_stored interval;
    v_made jsonb[];
BEGIN
    IF cardinality(p_kept) = 0 THEN
        RETURN p_answers;
    END IF;
    v_stored := hera_internal.store_documents(p_caller, p_kept);
    v_made := ARRAY(
        SELECT hera_internal.make_outcome(
            (k.ready).id, (k.ready).classification, (k.ready).posting, NULL,
            hera_internal.stage_times(k.ready, v_stored), ((k.ready).document).number_series
        )
        FROM (SELECT p_kept[n] AS ready FROM generate_subscripts(p_kept, 1) AS n OFFSET 0) AS k
    );
    IF cardinality(p_answers) = cardinality(v_made) THEN
        RETURN v_made;
    END IF;
    RETURN ARRAY(
        SELECT coalesce(a.outcome, v_made[(count(*) FILTER (WHERE a.outcome IS NULL) OVER (ORDER BY a.number))::integer])
        FROM unnest(p_answers) WITH ORDINALITY AS a (outcome, number)
        ORDER BY a.number
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.store_kept(hera_internal.caller_context, hera_internal.ready_document[], jsonb[]) IS 'Stores documents together and gives the outcomes of items.';
