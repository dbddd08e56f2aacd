CREATE FUNCTION hera_internal.gate_status(
    p_score numeric, p_confidence numeric, p_open boolean, p_threshold numeric, p_posted_from numeric, p_proposed_from numeric
)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- What a guess earns: the score is held against the gate, the confidence against the floors of the settings.
SELECT CASE
    WHEN p_open AND p_score >= p_threshold AND p_confidence >= p_posted_from THEN 'auto_posted'
    WHEN p_confidence >= p_proposed_from THEN 'pending_review'
    ELSE 'manual_required'
END
$function$;
COMMENT ON FUNCTION hera_internal.gate_status(numeric, numeric, boolean, numeric, numeric, numeric) IS 'Posting status that a guess earns.';
