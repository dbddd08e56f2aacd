CREATE TABLE hera_internal.organization_profile (
    organization_id uuid NOT NULL,
    horizon xid8 NOT NULL,
    cluster_id bigint NOT NULL,
    refreshed_at timestamptz,
    counterparties bigint NOT NULL DEFAULT 0,
    turnover_quantiles smallint[],
    season smallint[],
    CONSTRAINT organization_profile_pk PRIMARY KEY (organization_id),
    CONSTRAINT organization_profile_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.organization_profile IS 'What an organization''s history says as a whole; refreshed, never written by a request.';
COMMENT ON COLUMN hera_internal.organization_profile.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.organization_profile.horizon IS 'Every row of the trace that a transaction below it wrote is counted, no other is.';
COMMENT ON COLUMN hera_internal.organization_profile.cluster_id IS 'system_identifier of the cluster whose transactions the horizon counts.';
COMMENT ON COLUMN hera_internal.organization_profile.refreshed_at IS 'When it was refreshed; NULL before the first time.';
COMMENT ON COLUMN hera_internal.organization_profile.counterparties IS 'Counterparties with turnover.';
COMMENT ON COLUMN hera_internal.organization_profile.turnover_quantiles IS 'Quantiles of their turnover as bins, for 0 to 100 percent.';
COMMENT ON COLUMN hera_internal.organization_profile.season IS 'Documents of each month of the year in percent of the mean month; NULL until every month was seen.';

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
COMMENT ON COLUMN hera_internal.counterparty_profile.rhythm_days IS 'Median of the gaps between these days; NULL with too few, negative where the gaps are too unlike for a rhythm.';
COMMENT ON COLUMN hera_internal.counterparty_profile.usual_terms IS 'Terms that most of them had; NULL for unknown.';
