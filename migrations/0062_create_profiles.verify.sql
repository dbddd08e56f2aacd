SELECT organization_id, horizon, cluster_id, refreshed_at, counterparties, turnover_quantiles, season,
    home_documents, home_quantiles, new_days, reactivated_days, churn_percent, churn_days, loyal_documents, loyal_days, vip_percent,
    vip_counterparties, amount_documents, micro_percent, small_percent, large_percent, jumbo_percent, rush_days,
    day_end_hour, month_end_days, year_end_month, risk_critical_points, risk_high_points, risk_low_points,
    risk_minimal_points, peak_percent, high_percent, low_percent, off_percent, home_country, rhythm_gaps,
    rare_documents, longstanding_months, several_lines, regimes, sox_amount, aml_amount, duplicate_days,
    duplicate_window_days, trace_days
FROM hera_internal.organization_profile WHERE false;

SELECT organization_id, currency, documents, quantiles FROM hera_internal.amount_profile WHERE false;

SELECT organization_id, currency, bin, documents FROM hera_internal.amount_bin WHERE false;

SELECT organization_id, month, documents FROM hera_internal.month_count WHERE false;

SELECT organization_id, counterparty_id, documents, first_date, last_date, turnover, turnover_bin, currencies, accounts,
    recent_dates, recent_texts, recent_terms, last_recent_date, gaps, rhythm_days, usual_terms
FROM hera_internal.counterparty_profile WHERE false;
