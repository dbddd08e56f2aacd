SELECT organization_id, transaction_id, actor, claimed_at, expires_at FROM hera_internal.review_claim WHERE false;

SELECT organization_id, transaction_id, actor, fingerprint, approved_at FROM hera_internal.review_approval WHERE false;

SELECT organization_id, memory_key, account_code, transaction_id, actor, rejected_at
FROM hera_internal.account_rejection WHERE false;

SELECT organization_id, memory_key, actor, role, account_code, transaction_id, said_at
FROM hera_internal.pattern_voice WHERE false;

SELECT organization_id, id, subject, transaction_id, memory_key, earlier_answer, later_answer, standing, resolved_by
FROM hera_internal.feedback_conflict WHERE false;
