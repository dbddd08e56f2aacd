INSERT INTO hera_internal.setting_definition (
    name, value_type, default_value, minimum, maximum, per_organization, description
)
VALUES
('ai_confidence_threshold', 'number', '0.85', 0.85, 1, true,
    'Confidence from which a guess is posted without a person; 0.85 is the floor.'),
('ai_review_threshold', 'number', '0.60', 0.60, 1, true,
    'Confidence from which a guess is proposed for review; below it the document is coded by hand.'),
('batch_max_items', 'integer', '1000', 1, 10000, true, 'Most requests in one call of hera.submit_batch.'),
('close_blocks_on_waiting', 'boolean', 'false', NULL, NULL, true,
    'Whether documents that wait for a person refuse the close of their period.'),
('dimension_aml_amount', 'number', '10000', 0, NULL, true,
    'Amount from which AML applies to a cash sale; 0 for every amount.'),
('dimension_amount_documents', 'integer', '20', 1, 1000000, true,
    'Documents in a currency from which amounts in it are compared with them.'),
('dimension_churn_days', 'integer', '30', 1, 3650, true,
    'Days of a pause below which no counterparty is at CHURN_RISK.'),
('dimension_churn_percent', 'integer', '300', 100, 10000, true,
    'Length of a pause, in percent of the usual gap, from which a counterparty is at CHURN_RISK.'),
('dimension_day_end_hour', 'integer', '17', 0, 24, true,
    'Hour of the organization''s day from which a document is EOD; 24 for never.'),
('dimension_duplicate_days', 'integer', '7', 0, 365, true,
    'Days between two documents of one counterparty and amount that make a DUPLICATE_MID.'),
('dimension_duplicate_window_days', 'integer', '45', 0, 365, true,
    'Days between two documents of one counterparty and amount that make a DUPLICATE_LOW.'),
('dimension_high_percent', 'integer', '115', 100, 10000, true,
    'Documents of a month, in percent of the mean month, from which it is HIGH.'),
('dimension_home_country', 'text', '', NULL, NULL, true,
    'Country of the organization, two letters of ISO 3166-1; empty for unknown.'),
('dimension_jumbo_percent', 'integer', '95', 0, 100, true,
    'Quantile of the amounts above which an amount is JUMBO.'),
('dimension_large_percent', 'integer', '75', 0, 100, true,
    'Quantile of the amounts above which an amount is LARGE.'),
('dimension_longstanding_months', 'integer', '60', 1, 1200, true,
    'Months since its first document from which a counterparty is LONGSTANDING.'),
('dimension_low_percent', 'integer', '85', 0, 100, true,
    'Documents of a month, in percent of the mean month, down from which it is LOW.'),
('dimension_loyal_days', 'integer', '365', 0, 36500, true,
    'Days since its first document from which a counterparty is LOYAL.'),
('dimension_loyal_documents', 'integer', '12', 1, 1000000, true,
    'Documents from which a counterparty is LOYAL.'),
('dimension_micro_percent', 'integer', '5', 0, 100, true,
    'Quantile of the amounts below which an amount is MICRO.'),
('dimension_month_end_days', 'integer', '1', 1, 28, true,
    'Last days of a month, a quarter or a year that are its end.'),
('dimension_new_days', 'integer', '30', 0, 3650, true,
    'Days from its first document on in which a counterparty is NEW.'),
('dimension_off_percent', 'integer', '50', 0, 100, true,
    'Documents of a month, in percent of the mean month, down from which it is OFF.'),
('dimension_peak_percent', 'integer', '150', 100, 10000, true,
    'Documents of a month, in percent of the mean month, from which it is PEAK.'),
('dimension_rare_documents', 'integer', '3', 1, 1000, true,
    'Documents below which a counterparty is RARE.'),
('dimension_reactivated_days', 'integer', '365', 1, 36500, true,
    'Days without a document after which a counterparty that comes back is REACTIVATED.'),
('dimension_regimes', 'text', '', NULL, NULL, true,
    'Rules that apply to the organization, such as SOX,GDPR; empty for none.'),
('dimension_rhythm_gaps', 'integer', '3', 2, 20, true,
    'Gaps between documents from which a counterparty has a rhythm.'),
('dimension_risk_critical_points', 'integer', '6', -100, 100, true,
    'Points of risk from which a document is CRITICALRISK.'),
('dimension_risk_high_points', 'integer', '3', -100, 100, true,
    'Points of risk from which a document is HIGHRISK.'),
('dimension_risk_low_points', 'integer', '-1', -100, 100, true,
    'Points of risk down from which a document is LOWRISK.'),
('dimension_risk_minimal_points', 'integer', '-3', -100, 100, true,
    'Points of risk down from which a document is MINIMALRISK.'),
('dimension_rush_days', 'integer', '1', 0, 365, true,
    'Days before it falls due in which a document is RUSH.'),
('dimension_several_lines', 'integer', '3', 2, 10000, true,
    'Stated lines from which a document has several.'),
('dimension_small_percent', 'integer', '25', 0, 100, true,
    'Quantile of the amounts below which an amount is SMALL.'),
('dimension_sox_amount', 'number', '10000', 0, NULL, true,
    'Amount from which SOX applies to a document; 0 for every amount.'),
('dimension_trace_days', 'integer', '400', 31, 3650, true,
    'Days for which documents are kept for the search for duplicates.'),
('dimension_vip_counterparties', 'integer', '20', 1, 1000000, true,
    'Counterparties with turnover from which any of them is VIP.'),
('dimension_vip_percent', 'integer', '5', 1, 100, true,
    'Share of the counterparties, those with the largest turnover, that are VIP.'),
('dimension_year_end_month', 'integer', '12', 1, 12, true,
    'Month with which the year ends; quarters end with every third month from it.'),
('idempotency_days', 'integer', '90', 1, 3650, true,
    'Days for which an idempotency key gives the first outcome; after that it is new again.'),
('max_lines', 'integer', '1000', 2, 10000, true, 'Most lines in one request.'),
('max_request_bytes', 'integer', '1048576', 1024, 16777216, true, 'Largest request, in bytes.'),
('rate_limit_burst', 'integer', '0', 0, 1000000, true,
    'Requests admitted at once; 0 takes the value of rate_limit_max_requests.'),
('rate_limit_max_requests', 'integer', '100', 1, 100000000, true, 'Requests admitted in one window.'),
('rate_limit_window', 'integer', '60000', 1, 86400000, true, 'Window of the rate limit, in milliseconds.')
ON CONFLICT (name) DO UPDATE
SET
    value_type = excluded.value_type,
    default_value = excluded.default_value,
    minimum = excluded.minimum,
    maximum = excluded.maximum,
    per_organization = excluded.per_organization,
    description = excluded.description;

UPDATE hera.core_organizations AS o
SET settings = d.defaults || o.settings
FROM (
    SELECT jsonb_object_agg(s.name, s.default_value) AS defaults, array_agg(s.name) AS names
    FROM hera_internal.setting_definition AS s
    -- Limits of dimensions have a table of their own.
    WHERE NOT starts_with(s.name, 'dimension_')
) AS d
WHERE NOT o.settings ?& d.names;

-- Organizations that were made before there were profiles get one; hera.set_setting and refreshes keep it from then on.
INSERT INTO hera_internal.organization_profile
SELECT (jsonb_populate_record(
    NULL::hera_internal.organization_profile, hera_internal.limits_in_force(o.organization_id)
)).*
FROM hera.core_organizations AS o
ON CONFLICT (organization_id) DO NOTHING;
