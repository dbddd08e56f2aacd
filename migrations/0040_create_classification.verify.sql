SELECT organization_id, id, level, memory_key, account_code, seen, streak, embedding FROM hera.ai_transaction_patterns WHERE false;

SELECT organization_id, id, priority, account_code, active FROM hera_internal.classification_rule WHERE false;

SELECT organization_id, id, transaction_id, verdict, final_account FROM hera.ai_posting_feedback WHERE false;
