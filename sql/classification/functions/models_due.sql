CREATE FUNCTION hera.models_due()
RETURNS TABLE (organization_id uuid, decisions bigint, last_trained_through timestamptz)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Organizations whose people have decided enough since the last training: ai_training_minimum decisions for a first
-- model, then a tenth of what the last one was trained on, and twenty at least. One with a model in shadow waits until
-- that was judged, for thirty days at most. Verdicts are counted, and what was posted as stated.
BEGIN
    RETURN QUERY
    SELECT o.organization_id, n.decisions, m.trained_through
    FROM hera.core_organizations AS o
    LEFT JOIN LATERAL (
        SELECT a.trained_through, a.trained_rows FROM hera.ai_models AS a
        WHERE a.organization_id = o.organization_id AND a.scope = 'organization'
        ORDER BY a.version DESC
        LIMIT 1
    ) AS m ON true
    CROSS JOIN LATERAL (
        SELECT hera_internal.count_decisions(o.organization_id, m.trained_through) AS decisions
    ) AS n
    WHERE o.status = 'active'
        AND n.decisions >= CASE
            WHEN m.trained_rows IS NULL THEN (o.settings ->> 'ai_training_minimum')::integer
            ELSE greatest(m.trained_rows / 10, 20)
        END
        AND NOT EXISTS (
            SELECT FROM hera.ai_models AS s
            WHERE s.organization_id = o.organization_id AND s.status = 'shadow'
                AND s.created_at > now() - interval '30 days'
        )
    ORDER BY n.decisions DESC;
END
$function$;
COMMENT ON FUNCTION hera.models_due() IS 'Organizations that need a new model.';
ALTER FUNCTION hera.models_due() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.models_due() TO hera_admin;
