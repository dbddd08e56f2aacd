SELECT organization_id, account_id, transaction_id, line_number, currency, unit, transaction_date, debit, credit, limited
FROM hera_internal.balance_tail WHERE false;

SELECT organization_id, unit, grain, starts_on, account_id, currency, debit, credit, lines
FROM hera_internal.balance_rollup WHERE false;

SELECT organization_id, refreshed_at, lines FROM hera_internal.balance_refresh WHERE false;
