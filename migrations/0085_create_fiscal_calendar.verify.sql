SELECT year_start, adjustment_periods, soft_locks, frozen_through FROM hera.core_organizations WHERE false;

SELECT organization_id, period, fiscal_year, number, starts_on, ends_on, adjustment
FROM hera_internal.fiscal_period WHERE false;

SELECT organization_id, period, starts_on, ends_on, adjustment, roles, reason, locked_at, locked_by
FROM hera_internal.period_lock WHERE false;

SELECT fiscal_year, number, adjustment, ordinal, checklist, override_reason, transfer_id, transfer_created_at
FROM hera_internal.closed_period WHERE false;

SELECT frozen_through FROM hera_internal.ledger_account WHERE false;

SELECT period FROM hera.universal_transactions WHERE false;

SELECT organization_id, transaction_id, transaction_created_at, opens_on FROM hera_internal.opening_balance WHERE false;
