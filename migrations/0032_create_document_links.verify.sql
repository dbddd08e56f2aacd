SELECT organization_id, key, field_digests, transaction_id, transaction_created_at, outcome, created_at
FROM hera_internal.idempotency_key WHERE false;

SELECT organization_id, original_id, original_created_at, reversal_id, reversal_created_at, reason, created_by
FROM hera_internal.reversal WHERE false;

SELECT organization_id, transaction_id, settled_id, transaction_created_at, settled_created_at, amount, currency
FROM hera_internal.settlement WHERE false;

SELECT from_status, to_status FROM hera_internal.status_transition WHERE false;
