CREATE FUNCTION hera_internal.prior_rows(p_chart text, p_limit integer)
RETURNS TABLE (decided_at timestamptz, account_code text, features text[])
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- Decisions of the organizations with this chart that agreed to share (ai_share_features), for accounts of the chart, as
-- many as p_limit of each. Only features that three of them have leave here, so nothing tells of one organization or of
-- what only its own payees are called.
BEGIN
    RETURN QUERY
    WITH decision AS MATERIALIZED (
        SELECT o.organization_id, s.transaction_id, s.decided_at, s.account_code,
            hera_internal.document_features(d.document) AS features
        FROM hera.core_organizations AS o
        CROSS JOIN LATERAL hera_internal.training_sources(o.organization_id, p_limit) AS s
        CROSS JOIN LATERAL (
            SELECT hera_internal.read_stored_document(
                o.organization_id, s.transaction_id, s.transaction_created_at
            ) AS document
            OFFSET 0
        ) AS d
        INNER JOIN hera_internal.chart_account AS a ON a.chart_code = p_chart AND a.code = s.account_code
        WHERE o.chart = p_chart AND o.status = 'active' AND o.settings ->> 'ai_share_features' = 'true'
            AND (d.document).transaction_type IS NOT NULL
    ),

    common AS MATERIALIZED (
        SELECT f.feature FROM decision AS d
        CROSS JOIN LATERAL unnest(d.features) AS f (feature)
        -- Whole payees and texts belong to one organization, whoever else has them.
        WHERE split_part(f.feature, ':', 1) <> ALL ('{p,t,pt,pu,tu,pe,pab,ea}')
        GROUP BY f.feature
        HAVING count(DISTINCT d.organization_id) >= 3
    )

    SELECT d.decided_at, d.account_code, array_agg(f.feature ORDER BY f.place)
    FROM decision AS d
    CROSS JOIN LATERAL unnest(d.features) WITH ORDINALITY AS f (feature, place)
    INNER JOIN common AS c ON c.feature = f.feature
    GROUP BY d.organization_id, d.transaction_id, d.decided_at, d.account_code
    ORDER BY d.decided_at, d.transaction_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.prior_rows(text, integer) IS 'Shared decisions of organizations with one chart.';
ALTER FUNCTION hera_internal.prior_rows(text, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.prior_rows(text, integer) TO hera_api;
