CREATE FUNCTION hera_internal.gate_explanation(
    p_score numeric, p_open boolean, p_threshold numeric, p_budget numeric, p_reason text
)
RETURNS jsonb
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- Written as text and read once, as hera_internal.choice_explanation.
SELECT (
    '{"score": ' || p_score::text || ', "gate": {"open": ' || CASE
        WHEN p_open THEN 'true, "threshold": ' || p_threshold::text ELSE 'false, "threshold": null'
    END || ', "budget": ' || p_budget::text || ', "reason": ' || to_json(p_reason)::text || '}}'
)::jsonb
$function$;
COMMENT ON FUNCTION hera_internal.gate_explanation(numeric, boolean, numeric, numeric, text) IS 'What the gate says of a guess.';
