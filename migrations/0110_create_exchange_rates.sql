CREATE TABLE hera_internal.exchange_rate (
    organization_id uuid NOT NULL,
    from_currency text NOT NULL,
    to_currency text NOT NULL,
    rate_date date NOT NULL,
    rate numeric NOT NULL,
    source text NOT NULL,
    set_at timestamptz NOT NULL,
    set_by text NOT NULL,
    CONSTRAINT exchange_rate_pk PRIMARY KEY (organization_id, from_currency, to_currency, rate_date),
    CONSTRAINT exchange_rate_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT exchange_rate_from_currency_fk FOREIGN KEY (from_currency) REFERENCES hera_internal.currency (code),
    CONSTRAINT exchange_rate_to_currency_fk FOREIGN KEY (to_currency) REFERENCES hera_internal.currency (code),
    CONSTRAINT exchange_rate_pair_ck CHECK (from_currency <> to_currency),
    CONSTRAINT exchange_rate_rate_ck CHECK (rate > 0 AND rate < 'Infinity')
);
COMMENT ON TABLE hera_internal.exchange_rate IS 'Exchange rates of an organization, by pair and day; a rate holds until the next day that has one.';
COMMENT ON COLUMN hera_internal.exchange_rate.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.exchange_rate.from_currency IS 'Currency of which one unit is priced, ISO 4217.';
COMMENT ON COLUMN hera_internal.exchange_rate.to_currency IS 'Currency of the price, ISO 4217.';
COMMENT ON COLUMN hera_internal.exchange_rate.rate_date IS 'First day on which the rate holds.';
COMMENT ON COLUMN hera_internal.exchange_rate.rate IS 'Units of to_currency for one unit of from_currency.';
COMMENT ON COLUMN hera_internal.exchange_rate.source IS 'Who published the rate.';
COMMENT ON COLUMN hera_internal.exchange_rate.set_at IS 'When it was set.';
COMMENT ON COLUMN hera_internal.exchange_rate.set_by IS 'Who set it.';
