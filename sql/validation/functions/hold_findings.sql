CREATE FUNCTION hera_internal.hold_findings(p_findings jsonb, p_result hera_internal.classification)
RETURNS hera_internal.classification
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The classification of a document of which rules found something that refuses nothing: its explanation says what, and
-- where a person is to look, it waits instead of being posted. What is not posted is no sample of what is.
BEGIN
    p_result.explanation := p_result.explanation || jsonb_build_object('findings', p_findings);
    IF p_findings @> '[{"severity": "review"}]' AND p_result.posting_status IN ('posted', 'auto_posted') THEN
        p_result.posting_status := 'pending_review';
        p_result.drawn := false;
    END IF;
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.hold_findings(jsonb, hera_internal.classification) IS 'Lets a document wait of which a rule wants a person to look at it.';
