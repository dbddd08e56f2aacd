SELECT organization_id, transaction_id, transaction_created_at, amount, expires_at, reservations, resolution,
    posted_amount, reason, resolved_at, resolved_by
FROM hera_internal.pending_document WHERE false;

SELECT organization_id, account_id, currency, transaction_id, debit, credit, expires_at
FROM hera_internal.reservation WHERE false;

SELECT debit_reserved, credit_reserved FROM hera_internal.limit_check WHERE false;

SELECT 'pending'::hera_internal.posting_status;
