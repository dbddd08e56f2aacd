SELECT organization_id, from_currency, to_currency, rate_date, rate, source, set_at, set_by
FROM hera_internal.exchange_rate WHERE false;
