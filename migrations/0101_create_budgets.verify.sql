SELECT organization_id, version, account_id, period, unit, currency, amount, starts_on, ends_on, changed_at, changed_by
FROM hera_internal.budget WHERE false;
