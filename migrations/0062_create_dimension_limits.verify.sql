SELECT organization_id, new_days, reactivated_days, churn_percent, churn_days, loyal_documents, loyal_days, vip_percent,
    vip_counterparties, amount_documents, micro_percent, small_percent, large_percent, jumbo_percent, rush_days,
    day_end_hour, month_end_days, year_end_month, risk_critical_points, risk_high_points, risk_low_points,
    risk_minimal_points, peak_percent, high_percent, low_percent, off_percent, home_country, rhythm_gaps,
    rare_documents, longstanding_months, several_lines, regimes, sox_amount, aml_amount, duplicate_days,
    duplicate_window_days, trace_days
FROM hera_internal.dimension_limits WHERE false;

SELECT 1 / count(*) FROM pg_catalog.pg_constraint
WHERE conrelid = 'hera_internal.dimension_limits'::regclass AND conname = 'dimension_limits_pk';
