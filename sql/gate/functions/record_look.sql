CREATE FUNCTION hera_internal.record_look(p_organization_id uuid, p_family text, p_capital double precision)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps a look as the gate has it: one that changed the threshold, else one a week.
BEGIN
    INSERT INTO hera_internal.gate_look (
        organization_id, family, look, looked_at, threshold, budget, capital, series, outcomes, errors, upper_bound,
        evidence_from, evidence_to, reason
    )
    SELECT g.organization_id, g.family, g.looks, g.looked_at, g.threshold, g.budget, p_capital, g.series, g.outcomes, g.errors,
        g.upper_bound, g.evidence_from, g.evidence_to, g.reason
    FROM hera_internal.posting_gate AS g
    WHERE g.organization_id = p_organization_id AND g.family = p_family AND NOT EXISTS (
        SELECT FROM (
            SELECT l.looked_at, l.threshold FROM hera_internal.gate_look AS l
            WHERE l.organization_id = p_organization_id AND l.family = p_family
            ORDER BY l.look DESC
            LIMIT 1
        ) AS l
        WHERE l.threshold IS NOT DISTINCT FROM g.threshold AND l.looked_at > g.looked_at - interval '7 days'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.record_look(uuid, text, double precision) IS 'Keeps what a look found.';
