CREATE MATERIALIZED VIEW hera.ai_posting_metrics_mv AS
SELECT
    t.organization_id,
    date_trunc('hour', t.created_at, 'UTC') AS metric_hour,
    count(*) AS total_transactions,
    avg(t.ai_confidence_score) AS avg_confidence,
    count(*) FILTER (WHERE t.posting_status = 'auto_posted') AS auto_posted,
    count(*) FILTER (WHERE t.posting_status = 'pending_review') AS pending_review,
    count(*) FILTER (WHERE t.posting_status = 'manual_required') AS manual_required
FROM hera.universal_transactions AS t
WHERE t.created_at >= date_trunc('hour', now(), 'UTC') - interval '7 days'
GROUP BY t.organization_id, date_trunc('hour', t.created_at, 'UTC')
WITH NO DATA;
CREATE UNIQUE INDEX ai_posting_metrics_mv_ix ON hera.ai_posting_metrics_mv (organization_id, metric_hour);
ALTER MATERIALIZED VIEW hera.ai_posting_metrics_mv OWNER TO hera_owner;
COMMENT ON MATERIALIZED VIEW hera.ai_posting_metrics_mv IS
'Documents of the last seven days by organization and hour, as of the last refresh; of all organizations, for operators.';
COMMENT ON COLUMN hera.ai_posting_metrics_mv.organization_id IS 'Organization.';
COMMENT ON COLUMN hera.ai_posting_metrics_mv.metric_hour IS 'Begin of the hour in which they came.';
COMMENT ON COLUMN hera.ai_posting_metrics_mv.total_transactions IS 'Documents.';
COMMENT ON COLUMN hera.ai_posting_metrics_mv.avg_confidence IS 'Mean confidence of those that were guessed.';
COMMENT ON COLUMN hera.ai_posting_metrics_mv.auto_posted IS 'Those that were posted without a person.';
COMMENT ON COLUMN hera.ai_posting_metrics_mv.pending_review IS 'Those that wait for review.';
COMMENT ON COLUMN hera.ai_posting_metrics_mv.manual_required IS 'Those that wait for a person to code them.';
GRANT SELECT ON hera.ai_posting_metrics_mv TO hera_admin;
