CREATE TABLE hera_internal.posting_hour (
    organization_id uuid NOT NULL,
    metric_hour timestamptz NOT NULL,
    total_transactions bigint NOT NULL,
    auto_posted bigint NOT NULL,
    pending_review bigint NOT NULL,
    manual_required bigint NOT NULL,
    waiting bigint NOT NULL,
    confidence_total numeric NOT NULL,
    confidence_count bigint NOT NULL,
    refreshed_at timestamptz NOT NULL,
    CONSTRAINT posting_hour_pk PRIMARY KEY (organization_id, metric_hour),
    CONSTRAINT posting_hour_counts_ck CHECK (
        auto_posted >= 0 AND pending_review >= 0 AND manual_required >= 0 AND waiting >= 0 AND confidence_count >= 0
        AND auto_posted <= total_transactions AND waiting <= total_transactions AND confidence_count <= total_transactions
    )
);
CREATE INDEX posting_hour_waiting_ix ON hera_internal.posting_hour (organization_id, metric_hour) WHERE waiting > 0;
COMMENT ON TABLE hera_internal.posting_hour IS
'What became of documents, by organization and hour in which they came; a rollup that hera.refresh_posting_metrics() keeps.';
COMMENT ON COLUMN hera_internal.posting_hour.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.posting_hour.metric_hour IS 'Begin of the hour, UTC.';
COMMENT ON COLUMN hera_internal.posting_hour.total_transactions IS 'Documents that came in it.';
COMMENT ON COLUMN hera_internal.posting_hour.auto_posted IS 'Those that were posted without a person.';
COMMENT ON COLUMN hera_internal.posting_hour.pending_review IS 'Those that wait for review.';
COMMENT ON COLUMN hera_internal.posting_hour.manual_required IS 'Those that wait for a person to code them.';
COMMENT ON COLUMN hera_internal.posting_hour.waiting IS 'Those whose status can still change; while there are any the hour is counted again.';
COMMENT ON COLUMN hera_internal.posting_hour.confidence_total IS 'Sum of the confidence of those that have one.';
COMMENT ON COLUMN hera_internal.posting_hour.confidence_count IS 'Number of those that have one.';
COMMENT ON COLUMN hera_internal.posting_hour.refreshed_at IS 'When it was counted.';

CREATE TABLE hera_internal.posting_refresh (
    refreshed_at timestamptz NOT NULL,
    next_xid xid8 NOT NULL,
    CONSTRAINT posting_refresh_pk PRIMARY KEY (refreshed_at)
);
COMMENT ON TABLE hera_internal.posting_refresh IS 'Refreshes of posting_hour that may have missed a document of a transaction that ran.';
COMMENT ON COLUMN hera_internal.posting_refresh.refreshed_at IS 'When it began.';
COMMENT ON COLUMN hera_internal.posting_refresh.next_xid IS 'Transactions from this number on had not begun to write.';
