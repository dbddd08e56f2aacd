SELECT month, state, detached_at, detached_by, facts, final_seal, manifest, manifest_hash, exported_at, verified_at, verified_by, dropped_at, dropped_by
FROM hera_internal.archived_month WHERE false;

SELECT organization_id, month, account_id, currency, unit, tax_code, partner_id, transaction_date, debit, credit, lines, base_debit, base_credit
FROM hera_internal.balance_brought_forward WHERE false;

SELECT organization_id, transaction_id, month, transaction_type, transaction_date, due_date, currency, total_amount, counterparty_id, content_hash
FROM hera_internal.archived_document WHERE false;

SELECT organization_id, transaction_id, role, currency, month, transaction_date, amount, unit
FROM hera_internal.archived_item WHERE false;
