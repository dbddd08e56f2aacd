CREATE FUNCTION hera.list_gates(p_organization_id uuid)
RETURNS TABLE (
    family text, is_open boolean, threshold numeric, budget numeric, certainty numeric, looks integer,
    looked_at timestamptz, outcomes integer, errors integer, upper_bound numeric, new_outcomes integer,
    waiting_draws integer, reason text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- One row a family. outcomes and errors are of the last look, at the threshold or at the point that failed;
-- new_outcomes came since (counted to 10,000), waiting_draws are posted documents that were drawn and nobody judged.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'settings.read');
    RETURN QUERY
    SELECT g.family, g.threshold IS NOT NULL, g.threshold::numeric, g.budget, g.certainty, g.looks, g.looked_at,
        g.outcomes, g.errors, g.upper_bound,
        (
            SELECT count(*)::integer FROM (
                SELECT FROM hera.ai_posting_feedback AS f
                WHERE f.organization_id = p_organization_id AND f.family = g.family AND f.counts AND f.score >= 0.85
                    AND f.id > coalesce(g.evidence_to, g.evidence_from, '00000000-0000-0000-0000-000000000000')
                LIMIT 10000
            ) AS n
        ),
        (
            SELECT count(*)::integer FROM hera_internal.review_draw AS d
            WHERE d.organization_id = p_organization_id AND d.family = g.family AND d.reviewed_at IS NULL
        ),
        g.reason
    FROM hera_internal.posting_gate AS g
    WHERE g.organization_id = p_organization_id
    ORDER BY g.family;
END
$function$;
COMMENT ON FUNCTION hera.list_gates(uuid) IS 'Posting gates of an organization: thresholds, evidence and reasons.';
GRANT EXECUTE ON FUNCTION hera.list_gates(uuid) TO hera_app, hera_admin;
