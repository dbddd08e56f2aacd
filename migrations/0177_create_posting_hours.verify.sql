SELECT organization_id, metric_hour, total_transactions, auto_posted, pending_review, manual_required, waiting, confidence_total,
    confidence_count, refreshed_at
FROM hera_internal.posting_hour WHERE false;
SELECT refreshed_at, next_xid FROM hera_internal.posting_refresh WHERE false;
