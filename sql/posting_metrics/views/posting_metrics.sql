CREATE VIEW hera_bi.posting_metrics WITH (security_invoker = true) AS
SELECT
    h.organization_id,
    h.metric_hour,
    h.total_transactions,
    round(h.confidence_total / nullif(h.confidence_count, 0), 4)::numeric(5, 4) AS avg_confidence,
    h.auto_posted,
    h.pending_review,
    h.manual_required,
    h.refreshed_at AS as_of
FROM hera_internal.posting_hour AS h;
COMMENT ON VIEW hera_bi.posting_metrics IS 'What became of documents, one row per hour in which they came; counted every 15 minutes.';
COMMENT ON COLUMN hera_bi.posting_metrics.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_bi.posting_metrics.metric_hour IS 'Begin of the hour, UTC.';
COMMENT ON COLUMN hera_bi.posting_metrics.total_transactions IS 'Documents that came in it.';
COMMENT ON COLUMN hera_bi.posting_metrics.avg_confidence IS 'Mean confidence of those that were guessed.';
COMMENT ON COLUMN hera_bi.posting_metrics.auto_posted IS 'Those that were posted without a person.';
COMMENT ON COLUMN hera_bi.posting_metrics.pending_review IS 'Those that wait for review.';
COMMENT ON COLUMN hera_bi.posting_metrics.manual_required IS 'Those that wait for a person to code them.';
COMMENT ON COLUMN hera_bi.posting_metrics.as_of IS 'When the hour was counted; later documents and decisions are not in it.';
GRANT SELECT ON hera_bi.posting_metrics TO hera_bi, hera_auditor;
GRANT SELECT ON hera_internal.posting_hour TO hera_bi, hera_auditor;
