CREATE TABLE hera_internal.organization_profile (
    organization_id uuid NOT NULL,
    horizon xid8 NOT NULL,
    cluster_id bigint NOT NULL,
    refreshed_at timestamptz,
    counterparties bigint NOT NULL DEFAULT 0,
    turnover_quantiles smallint[],
    season smallint[],
    home_documents bigint,
    home_quantiles smallint[],
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
    CONSTRAINT organization_profile_pk PRIMARY KEY (organization_id),
    CONSTRAINT organization_profile_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.organization_profile IS 'What an organization''s history says as a whole, refreshed and never written by a request, and its settings dimension_... in typed columns, kept by hera.set_setting: a request reads all of it at once.';
COMMENT ON COLUMN hera_internal.organization_profile.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.organization_profile.horizon IS 'Every row of the trace that a transaction below it wrote is counted, no other is.';
COMMENT ON COLUMN hera_internal.organization_profile.cluster_id IS 'system_identifier of the cluster whose transactions the horizon counts.';
COMMENT ON COLUMN hera_internal.organization_profile.refreshed_at IS 'When it was refreshed; NULL before the first time.';
COMMENT ON COLUMN hera_internal.organization_profile.counterparties IS 'Counterparties with turnover.';
COMMENT ON COLUMN hera_internal.organization_profile.turnover_quantiles IS 'Quantiles of their turnover as bins, for 0 to 100 percent.';
COMMENT ON COLUMN hera_internal.organization_profile.season IS 'Documents of each month of the year in percent of the mean month; NULL until every month was seen.';
COMMENT ON COLUMN hera_internal.organization_profile.home_documents IS 'Documents in its own currency; as in amount_profile, so that most requests need not look there.';
COMMENT ON COLUMN hera_internal.organization_profile.home_quantiles IS 'Quantiles of their amounts.';
COMMENT ON COLUMN hera_internal.organization_profile.new_days IS 'Days from its first document on in which a counterparty is NEW.';
COMMENT ON COLUMN hera_internal.organization_profile.reactivated_days IS 'Days without a document after which a counterparty that comes back is REACTIVATED.';
COMMENT ON COLUMN hera_internal.organization_profile.churn_percent IS 'Length of a pause, in percent of the usual gap, from which a counterparty is at CHURN_RISK.';
COMMENT ON COLUMN hera_internal.organization_profile.churn_days IS 'Days of a pause below which no counterparty is at CHURN_RISK.';
COMMENT ON COLUMN hera_internal.organization_profile.loyal_documents IS 'Documents from which a counterparty is LOYAL.';
COMMENT ON COLUMN hera_internal.organization_profile.loyal_days IS 'Days since its first document from which a counterparty is LOYAL.';
COMMENT ON COLUMN hera_internal.organization_profile.vip_percent IS 'Share of the counterparties, those with the largest turnover, that are VIP.';
COMMENT ON COLUMN hera_internal.organization_profile.vip_counterparties IS 'Counterparties with turnover from which any of them is VIP.';
COMMENT ON COLUMN hera_internal.organization_profile.amount_documents IS 'Documents in a currency from which amounts in it are compared with them.';
COMMENT ON COLUMN hera_internal.organization_profile.micro_percent IS 'Quantile of the amounts below which an amount is MICRO.';
COMMENT ON COLUMN hera_internal.organization_profile.small_percent IS 'Quantile of the amounts below which an amount is SMALL.';
COMMENT ON COLUMN hera_internal.organization_profile.large_percent IS 'Quantile of the amounts above which an amount is LARGE.';
COMMENT ON COLUMN hera_internal.organization_profile.jumbo_percent IS 'Quantile of the amounts above which an amount is JUMBO.';
COMMENT ON COLUMN hera_internal.organization_profile.rush_days IS 'Days before it falls due in which a document is RUSH.';
COMMENT ON COLUMN hera_internal.organization_profile.day_end_hour IS 'Hour of the organization''s day from which a document is EOD; 24 for never.';
COMMENT ON COLUMN hera_internal.organization_profile.month_end_days IS 'Last days of a month, a quarter or a year that are its end.';
COMMENT ON COLUMN hera_internal.organization_profile.year_end_month IS 'Month with which the year ends; quarters end with every third month from it.';
COMMENT ON COLUMN hera_internal.organization_profile.risk_critical_points IS 'Points of risk from which a document is CRITICALRISK.';
COMMENT ON COLUMN hera_internal.organization_profile.risk_high_points IS 'Points of risk from which a document is HIGHRISK.';
COMMENT ON COLUMN hera_internal.organization_profile.risk_low_points IS 'Points of risk down from which a document is LOWRISK.';
COMMENT ON COLUMN hera_internal.organization_profile.risk_minimal_points IS 'Points of risk down from which a document is MINIMALRISK.';
COMMENT ON COLUMN hera_internal.organization_profile.peak_percent IS 'Documents of a month, in percent of the mean month, from which it is PEAK.';
COMMENT ON COLUMN hera_internal.organization_profile.high_percent IS 'Documents of a month, in percent of the mean month, from which it is HIGH.';
COMMENT ON COLUMN hera_internal.organization_profile.low_percent IS 'Documents of a month, in percent of the mean month, down from which it is LOW.';
COMMENT ON COLUMN hera_internal.organization_profile.off_percent IS 'Documents of a month, in percent of the mean month, down from which it is OFF.';
COMMENT ON COLUMN hera_internal.organization_profile.home_country IS 'Country of the organization, two letters of ISO 3166-1; empty for unknown.';
COMMENT ON COLUMN hera_internal.organization_profile.rhythm_gaps IS 'Gaps between documents from which a counterparty has a rhythm.';
COMMENT ON COLUMN hera_internal.organization_profile.rare_documents IS 'Documents below which a counterparty is RARE.';
COMMENT ON COLUMN hera_internal.organization_profile.longstanding_months IS 'Months since its first document from which a counterparty is LONGSTANDING.';
COMMENT ON COLUMN hera_internal.organization_profile.several_lines IS 'Stated lines from which a document has several.';
COMMENT ON COLUMN hera_internal.organization_profile.regimes IS 'Rules that apply to the organization, such as SOX,GDPR; empty for none.';
COMMENT ON COLUMN hera_internal.organization_profile.sox_amount IS 'Amount from which SOX applies to a document; 0 for every amount.';
COMMENT ON COLUMN hera_internal.organization_profile.aml_amount IS 'Amount from which AML applies to a cash sale; 0 for every amount.';
COMMENT ON COLUMN hera_internal.organization_profile.duplicate_days IS 'Days between two documents of one counterparty and amount that make a DUPLICATE_MID.';
COMMENT ON COLUMN hera_internal.organization_profile.duplicate_window_days IS 'Days between two documents of one counterparty and amount that make a DUPLICATE_LOW.';
COMMENT ON COLUMN hera_internal.organization_profile.trace_days IS 'Days for which documents are kept for the search for duplicates.';

CREATE TABLE hera_internal.amount_profile (
    organization_id uuid NOT NULL,
    currency text NOT NULL,
    documents bigint NOT NULL,
    quantiles smallint[] NOT NULL,
    CONSTRAINT amount_profile_pk PRIMARY KEY (organization_id, currency),
    CONSTRAINT amount_profile_quantiles_ck CHECK (cardinality(quantiles) = 101)
);
COMMENT ON TABLE hera_internal.amount_profile IS 'Quantiles of the amounts of an organization, one row a currency.';
COMMENT ON COLUMN hera_internal.amount_profile.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.amount_profile.currency IS 'Currency of the amounts, ISO 4217.';
COMMENT ON COLUMN hera_internal.amount_profile.documents IS 'Documents in this currency.';
COMMENT ON COLUMN hera_internal.amount_profile.quantiles IS 'Bin of the smallest amount that so many percent of the documents do not exceed, for 0 to 100 percent.';

CREATE TABLE hera_internal.amount_bin (
    organization_id uuid NOT NULL,
    currency text NOT NULL,
    bin smallint NOT NULL,
    documents bigint NOT NULL,
    CONSTRAINT amount_bin_pk PRIMARY KEY (organization_id, currency, bin)
);
COMMENT ON TABLE hera_internal.amount_bin IS 'Histogram of the amounts of an organization: one bin for each three leading digits, so 900 a power of ten.';
COMMENT ON COLUMN hera_internal.amount_bin.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.amount_bin.currency IS 'Currency of the amounts, ISO 4217.';
COMMENT ON COLUMN hera_internal.amount_bin.bin IS 'Number of the bin, as hera_internal.amount_bin_of counts.';
COMMENT ON COLUMN hera_internal.amount_bin.documents IS 'Documents with an amount in this bin.';

CREATE TABLE hera_internal.month_count (
    organization_id uuid NOT NULL,
    month date NOT NULL,
    documents bigint NOT NULL,
    CONSTRAINT month_count_pk PRIMARY KEY (organization_id, month)
);
COMMENT ON TABLE hera_internal.month_count IS 'Documents of an organization by month of their effective date, from which seasons are made.';
COMMENT ON COLUMN hera_internal.month_count.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.month_count.month IS 'First day of the month.';
COMMENT ON COLUMN hera_internal.month_count.documents IS 'Documents of that month.';

CREATE TABLE hera_internal.counterparty_profile (
    organization_id uuid NOT NULL,
    counterparty_id uuid NOT NULL,
    documents bigint NOT NULL,
    first_date date,
    last_date date,
    turnover numeric NOT NULL,
    turnover_bin smallint,
    currencies text[] NOT NULL,
    accounts text[] NOT NULL,
    recent_dates date[] NOT NULL,
    recent_texts bigint[] NOT NULL,
    recent_terms smallint[] NOT NULL,
    last_recent_date date,
    gaps smallint NOT NULL,
    rhythm_days smallint,
    usual_terms smallint,
    CONSTRAINT counterparty_profile_pk PRIMARY KEY (organization_id, counterparty_id),
    CONSTRAINT counterparty_profile_counterparty_id_fk
    FOREIGN KEY (organization_id, counterparty_id) REFERENCES hera.core_entities (organization_id, id),
    CONSTRAINT counterparty_profile_recent_ck CHECK (
        cardinality(recent_dates) <= 24
        AND cardinality(recent_texts) = cardinality(recent_dates)
        AND cardinality(recent_terms) = cardinality(recent_dates)
    )
);
COMMENT ON TABLE hera_internal.counterparty_profile IS 'What the documents with a counterparty say of it; refreshed, never written by a request.';
COMMENT ON COLUMN hera_internal.counterparty_profile.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.counterparty_profile.counterparty_id IS 'Counterparty.';
COMMENT ON COLUMN hera_internal.counterparty_profile.documents IS 'Documents that were posted, less those that were reversed.';
COMMENT ON COLUMN hera_internal.counterparty_profile.first_date IS 'Earliest effective date, reversed documents included.';
COMMENT ON COLUMN hera_internal.counterparty_profile.last_date IS 'Latest effective date, reversed documents included.';
COMMENT ON COLUMN hera_internal.counterparty_profile.turnover IS 'Sum in the organization''s currency, payments left out, reversals and credit notes taken off.';
COMMENT ON COLUMN hera_internal.counterparty_profile.turnover_bin IS 'Bin of the turnover; NULL when there is none.';
COMMENT ON COLUMN hera_internal.counterparty_profile.currencies IS 'Currencies it was met in, sorted.';
COMMENT ON COLUMN hera_internal.counterparty_profile.accounts IS 'Accounts its documents were coded to, sorted.';
COMMENT ON COLUMN hera_internal.counterparty_profile.recent_dates IS 'Effective dates of the latest 24 documents that are no payments, newest first.';
COMMENT ON COLUMN hera_internal.counterparty_profile.recent_texts IS 'Hashes of their texts, 0 for none.';
COMMENT ON COLUMN hera_internal.counterparty_profile.recent_terms IS 'Days after which they fell due, -1 for unknown.';
COMMENT ON COLUMN hera_internal.counterparty_profile.last_recent_date IS 'The newest of these dates.';
COMMENT ON COLUMN hera_internal.counterparty_profile.gaps IS 'Gaps between the different days among them.';
COMMENT ON COLUMN hera_internal.counterparty_profile.rhythm_days IS 'Median of the gaps; NULL without any, negative where less than three in four belong to its rhythm.';
COMMENT ON COLUMN hera_internal.counterparty_profile.usual_terms IS 'Terms that most of them had; NULL for unknown.';
