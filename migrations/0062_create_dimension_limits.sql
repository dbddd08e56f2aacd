CREATE TABLE hera_internal.dimension_limits (
    organization_id uuid NOT NULL,
    new_days integer NOT NULL,
    reactivated_days integer NOT NULL,
    churn_percent integer NOT NULL,
    churn_days integer NOT NULL,
    loyal_documents integer NOT NULL,
    loyal_days integer NOT NULL,
    vip_percent integer NOT NULL,
    vip_counterparties integer NOT NULL,
    amount_documents integer NOT NULL,
    micro_percent integer NOT NULL,
    small_percent integer NOT NULL,
    large_percent integer NOT NULL,
    jumbo_percent integer NOT NULL,
    rush_days integer NOT NULL,
    day_end_hour integer NOT NULL,
    month_end_days integer NOT NULL,
    year_end_month integer NOT NULL,
    risk_critical_points integer NOT NULL,
    risk_high_points integer NOT NULL,
    risk_low_points integer NOT NULL,
    risk_minimal_points integer NOT NULL,
    peak_percent integer NOT NULL,
    high_percent integer NOT NULL,
    low_percent integer NOT NULL,
    off_percent integer NOT NULL,
    home_country text NOT NULL,
    rhythm_gaps integer NOT NULL,
    rare_documents integer NOT NULL,
    longstanding_months integer NOT NULL,
    several_lines integer NOT NULL,
    regimes text NOT NULL,
    sox_amount numeric NOT NULL,
    aml_amount numeric NOT NULL,
    duplicate_days integer NOT NULL,
    duplicate_window_days integer NOT NULL,
    trace_days integer NOT NULL,
    CONSTRAINT dimension_limits_pk PRIMARY KEY (organization_id),
    CONSTRAINT dimension_limits_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.dimension_limits IS 'Settings dimension_... in force, one row an organization, kept by hera.set_setting: typed columns, because a request reads most of them.';
COMMENT ON COLUMN hera_internal.dimension_limits.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.dimension_limits.new_days IS 'Days from its first document on in which a counterparty is NEW.';
COMMENT ON COLUMN hera_internal.dimension_limits.reactivated_days IS 'Days without a document after which a counterparty that comes back is REACTIVATED.';
COMMENT ON COLUMN hera_internal.dimension_limits.churn_percent IS 'Length of a pause, in percent of the usual gap, from which a counterparty is at CHURN_RISK.';
COMMENT ON COLUMN hera_internal.dimension_limits.churn_days IS 'Days of a pause below which no counterparty is at CHURN_RISK.';
COMMENT ON COLUMN hera_internal.dimension_limits.loyal_documents IS 'Documents from which a counterparty is LOYAL.';
COMMENT ON COLUMN hera_internal.dimension_limits.loyal_days IS 'Days since its first document from which a counterparty is LOYAL.';
COMMENT ON COLUMN hera_internal.dimension_limits.vip_percent IS 'Share of the counterparties, those with the largest turnover, that are VIP.';
COMMENT ON COLUMN hera_internal.dimension_limits.vip_counterparties IS 'Counterparties with turnover from which any of them is VIP.';
COMMENT ON COLUMN hera_internal.dimension_limits.amount_documents IS 'Documents in a currency from which amounts in it are compared with them.';
COMMENT ON COLUMN hera_internal.dimension_limits.micro_percent IS 'Quantile of the amounts below which an amount is MICRO.';
COMMENT ON COLUMN hera_internal.dimension_limits.small_percent IS 'Quantile of the amounts below which an amount is SMALL.';
COMMENT ON COLUMN hera_internal.dimension_limits.large_percent IS 'Quantile of the amounts above which an amount is LARGE.';
COMMENT ON COLUMN hera_internal.dimension_limits.jumbo_percent IS 'Quantile of the amounts above which an amount is JUMBO.';
COMMENT ON COLUMN hera_internal.dimension_limits.rush_days IS 'Days before it falls due in which a document is RUSH.';
COMMENT ON COLUMN hera_internal.dimension_limits.day_end_hour IS 'Hour of the organization''s day from which a document is EOD; 24 for never.';
COMMENT ON COLUMN hera_internal.dimension_limits.month_end_days IS 'Last days of a month, a quarter or a year that are its end.';
COMMENT ON COLUMN hera_internal.dimension_limits.year_end_month IS 'Month with which the year ends; quarters end with every third month from it.';
COMMENT ON COLUMN hera_internal.dimension_limits.risk_critical_points IS 'Points of risk from which a document is CRITICALRISK.';
COMMENT ON COLUMN hera_internal.dimension_limits.risk_high_points IS 'Points of risk from which a document is HIGHRISK.';
COMMENT ON COLUMN hera_internal.dimension_limits.risk_low_points IS 'Points of risk down from which a document is LOWRISK.';
COMMENT ON COLUMN hera_internal.dimension_limits.risk_minimal_points IS 'Points of risk down from which a document is MINIMALRISK.';
COMMENT ON COLUMN hera_internal.dimension_limits.peak_percent IS 'Documents of a month, in percent of the mean month, from which it is PEAK.';
COMMENT ON COLUMN hera_internal.dimension_limits.high_percent IS 'Documents of a month, in percent of the mean month, from which it is HIGH.';
COMMENT ON COLUMN hera_internal.dimension_limits.low_percent IS 'Documents of a month, in percent of the mean month, down from which it is LOW.';
COMMENT ON COLUMN hera_internal.dimension_limits.off_percent IS 'Documents of a month, in percent of the mean month, down from which it is OFF.';
COMMENT ON COLUMN hera_internal.dimension_limits.home_country IS 'Country of the organization, two letters of ISO 3166-1; empty for unknown.';
COMMENT ON COLUMN hera_internal.dimension_limits.rhythm_gaps IS 'Gaps between documents from which a counterparty has a rhythm.';
COMMENT ON COLUMN hera_internal.dimension_limits.rare_documents IS 'Documents below which a counterparty is RARE.';
COMMENT ON COLUMN hera_internal.dimension_limits.longstanding_months IS 'Months since its first document from which a counterparty is LONGSTANDING.';
COMMENT ON COLUMN hera_internal.dimension_limits.several_lines IS 'Stated lines from which a document has several.';
COMMENT ON COLUMN hera_internal.dimension_limits.regimes IS 'Rules that apply to the organization, such as SOX,GDPR; empty for none.';
COMMENT ON COLUMN hera_internal.dimension_limits.sox_amount IS 'Amount from which SOX applies to a document; 0 for every amount.';
COMMENT ON COLUMN hera_internal.dimension_limits.aml_amount IS 'Amount from which AML applies to a cash sale; 0 for every amount.';
COMMENT ON COLUMN hera_internal.dimension_limits.duplicate_days IS 'Days between two documents of one counterparty and amount that make a DUPLICATE_MID.';
COMMENT ON COLUMN hera_internal.dimension_limits.duplicate_window_days IS 'Days between two documents of one counterparty and amount that make a DUPLICATE_LOW.';
COMMENT ON COLUMN hera_internal.dimension_limits.trace_days IS 'Days for which documents are kept for the search for duplicates.';
