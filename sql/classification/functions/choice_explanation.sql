CREATE FUNCTION hera_internal.choice_explanation(
    p_stage text, p_evidence text, p_account text, p_score numeric, p_levels text, p_accounts text[], p_utilities float8[],
    p_outside float8, p_said text
)
RETURNS jsonb
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- Written as text and read once: an object that is built from its pairs costs three times as much. What may hold any sign
-- is quoted; stage, evidence and levels are words of ours, p_said is hera_internal.model_said's. decided_last says that the
-- first candidate is not the likeliest, but what people decided last.
SELECT (
    '{"stage": "' || p_stage || '", "evidence": "' || p_evidence || '", "account": ' || to_json(p_account)::text
    || ', "score": ' || p_score::text || ', "levels": ' || coalesce('"' || p_levels || '"', 'null')
    || ', "candidates": {"accounts": ' || array_to_json(p_accounts)::text || ', "utilities": '
    || array_to_json(p_utilities)::text || ', "outside": ' || p_outside::text || '}'
    || CASE WHEN p_utilities[1] < p_utilities[2] THEN ', "decided_last": true' ELSE '' END || coalesce(p_said, '') || '}'
)::jsonb
$function$;
COMMENT ON FUNCTION hera_internal.choice_explanation(text, text, text, numeric, text, text[], float8[], float8, text) IS 'Explanation of a choice by memory and model.';
