CREATE FUNCTION hera_internal.gate_obstacle(
    p_closed boolean, p_reason text, p_budget numeric, p_certainty numeric, p_looked_at timestamptz,
    p_wanted_budget numeric, p_wanted_certainty numeric, p_now timestamptz
)
RETURNS text
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- Why a gate lets nothing through, NULL where it is open: p_closed is NULL for a family that has none.
SELECT CASE
    WHEN p_closed IS NULL THEN 'no evidence: no guess of this family was reviewed'
    WHEN p_closed THEN p_reason
    WHEN p_budget > p_wanted_budget OR p_certainty < p_wanted_certainty
        THEN 'the error budget was tightened after the last look'
    WHEN p_looked_at < p_now - interval '56 days' THEN 'the evidence is more than eight weeks old'
END
$function$;
COMMENT ON FUNCTION hera_internal.gate_obstacle(boolean, text, numeric, numeric, timestamptz, numeric, numeric, timestamptz) IS 'Why a gate is closed.';
