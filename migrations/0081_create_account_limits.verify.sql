SELECT organization_id, account_id, currency, minimum, maximum, sign, checks, changed_at, changed_by
FROM hera_internal.account_limit WHERE false;

SELECT organization_id, xid, account_id, currency, transaction_id, line_number, moved
FROM hera_internal.limit_check WHERE false;

SELECT o.has_limits, a.limited FROM hera.core_organizations AS o, hera_internal.ledger_account AS a WHERE false;
