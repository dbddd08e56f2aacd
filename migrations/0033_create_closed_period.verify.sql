SELECT organization_id, period, starts_on, ends_on, closed_at, closed_by, balances
FROM hera_internal.closed_period WHERE false;
