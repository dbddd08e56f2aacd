CREATE FUNCTION hera_internal.next_series(
    p_gate hera_internal.gate_state, p_evidence hera_internal.gate_evidence, p_budget double precision
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a new series of outcomes begins, and of two that run the older one ends: when the newest has 30 / budget outcomes
-- or is half a year old. So what counts is recent, and a look reads no more than its window.
DECLARE
    v_last integer := cardinality(p_evidence.outcomes);
BEGIN
    RETURN p_evidence.last_id IS NOT NULL AND (
        coalesce(p_evidence.later_outcomes[v_last], p_evidence.outcomes[v_last]) >= 30 / p_budget
        OR hera_internal.uuid_time(coalesce(p_gate.series_from, p_gate.evidence_from, p_evidence.first_id))
        < clock_timestamp() - interval '182 days'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.next_series(hera_internal.gate_state, hera_internal.gate_evidence, double precision) IS 'Whether a new series of outcomes begins.';
