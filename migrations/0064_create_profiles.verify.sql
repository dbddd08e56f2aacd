SELECT organization_id, horizon, cluster_id, refreshed_at, counterparties, turnover_quantiles, season
FROM hera_internal.organization_profile WHERE false;

SELECT organization_id, currency, documents, quantiles FROM hera_internal.amount_profile WHERE false;

SELECT organization_id, currency, bin, documents FROM hera_internal.amount_bin WHERE false;

SELECT organization_id, month, documents FROM hera_internal.month_count WHERE false;

SELECT organization_id, counterparty_id, documents, first_date, last_date, turnover, turnover_bin, currencies, accounts,
    recent_dates, recent_texts, recent_terms, last_recent_date, rhythm_days, usual_terms
FROM hera_internal.counterparty_profile WHERE false;
