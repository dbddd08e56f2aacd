CREATE FUNCTION hera_internal.decide_status(
    p_caller hera_internal.caller_context, p_classification hera_internal.classification
)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The gate is for guesses: what the request, its type or a person's rule states is posted at once.
BEGIN
    RETURN CASE
        WHEN p_classification.stage IN ('stated', 'type', 'rule') THEN 'posted'
        WHEN p_classification.confidence >= (p_caller.settings ->> 'ai_confidence_threshold')::numeric THEN 'auto_posted'
        WHEN p_classification.confidence >= (p_caller.settings ->> 'ai_review_threshold')::numeric THEN 'pending_review'
        ELSE 'manual_required'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.decide_status(hera_internal.caller_context, hera_internal.classification) IS 'Posting status that a classification earns.';
