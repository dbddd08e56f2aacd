CREATE TABLE hera_internal.packaged_tax_rate (
    tax_set text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    valid_from date NOT NULL,
    rate numeric,
    CONSTRAINT packaged_tax_rate_pk PRIMARY KEY (tax_set, code, valid_from),
    CONSTRAINT packaged_tax_rate_kind_ck CHECK (kind IN ('input', 'output', 'both')),
    CONSTRAINT packaged_tax_rate_rate_ck CHECK (rate BETWEEN 0 AND 1000)
);
COMMENT ON TABLE hera_internal.packaged_tax_rate IS 'Sets of tax codes that come with HERA, one row a rate.';
COMMENT ON COLUMN hera_internal.packaged_tax_rate.tax_set IS 'Set: uk, generic.';
COMMENT ON COLUMN hera_internal.packaged_tax_rate.code IS 'Tax code.';
COMMENT ON COLUMN hera_internal.packaged_tax_rate.name IS 'Name of the code.';
COMMENT ON COLUMN hera_internal.packaged_tax_rate.kind IS 'input, output or both.';
COMMENT ON COLUMN hera_internal.packaged_tax_rate.valid_from IS 'First day of the rate.';
COMMENT ON COLUMN hera_internal.packaged_tax_rate.rate IS 'Percent of the net amount; NULL where it depends on the country and has to be set.';

CREATE TABLE hera_internal.tax_code (
    organization_id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    input_account_id uuid,
    output_account_id uuid,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT tax_code_pk PRIMARY KEY (organization_id, code),
    CONSTRAINT tax_code_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT tax_code_input_account_id_fk
    FOREIGN KEY (organization_id, input_account_id) REFERENCES hera_internal.ledger_account (organization_id, id),
    CONSTRAINT tax_code_output_account_id_fk
    FOREIGN KEY (organization_id, output_account_id) REFERENCES hera_internal.ledger_account (organization_id, id),
    CONSTRAINT tax_code_code_ck CHECK (length(code) BETWEEN 1 AND 50),
    CONSTRAINT tax_code_kind_ck CHECK (kind IN ('input', 'output', 'both')),
    CONSTRAINT tax_code_accounts_ck CHECK (
        (input_account_id IS NOT NULL) = (kind <> 'output') AND (output_account_id IS NOT NULL) = (kind <> 'input')
        AND input_account_id IS DISTINCT FROM output_account_id
    )
);
COMMENT ON TABLE hera_internal.tax_code IS 'Tax codes of an organization.';
COMMENT ON COLUMN hera_internal.tax_code.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.tax_code.code IS 'Code that lines state.';
COMMENT ON COLUMN hera_internal.tax_code.name IS 'Name for people.';
COMMENT ON COLUMN hera_internal.tax_code.kind IS 'input: tax on what is bought; output: on what is sold; both: as the account of the line is.';
COMMENT ON COLUMN hera_internal.tax_code.input_account_id IS 'Account of input tax for rates that are set from now on.';
COMMENT ON COLUMN hera_internal.tax_code.output_account_id IS 'Account of output tax for rates that are set from now on.';
COMMENT ON COLUMN hera_internal.tax_code.changed_at IS 'When it was defined as it is.';
COMMENT ON COLUMN hera_internal.tax_code.changed_by IS 'Who did.';

CREATE TABLE hera_internal.tax_rate (
    organization_id uuid NOT NULL,
    code text NOT NULL,
    valid_from date NOT NULL,
    rate numeric NOT NULL,
    input_account_id uuid,
    output_account_id uuid,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT tax_rate_pk PRIMARY KEY (organization_id, code, valid_from),
    CONSTRAINT tax_rate_code_fk
    FOREIGN KEY (organization_id, code) REFERENCES hera_internal.tax_code (organization_id, code),
    CONSTRAINT tax_rate_input_account_id_fk
    FOREIGN KEY (organization_id, input_account_id) REFERENCES hera_internal.ledger_account (organization_id, id),
    CONSTRAINT tax_rate_output_account_id_fk
    FOREIGN KEY (organization_id, output_account_id) REFERENCES hera_internal.ledger_account (organization_id, id),
    CONSTRAINT tax_rate_valid_from_ck CHECK (valid_from BETWEEN '1900-01-01' AND '2999-12-31'),
    CONSTRAINT tax_rate_rate_ck CHECK (rate >= 0 AND rate <= 1000 AND scale(rate) <= 6)
);
COMMENT ON TABLE hera_internal.tax_rate IS 'Rates of tax codes, each in force until the day before the next; what posted documents used is never changed.';
COMMENT ON COLUMN hera_internal.tax_rate.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.tax_rate.code IS 'Tax code.';
COMMENT ON COLUMN hera_internal.tax_rate.valid_from IS 'First day of the rate.';
COMMENT ON COLUMN hera_internal.tax_rate.rate IS 'Percent of the net amount.';
COMMENT ON COLUMN hera_internal.tax_rate.input_account_id IS 'Account that input tax is posted to.';
COMMENT ON COLUMN hera_internal.tax_rate.output_account_id IS 'Account that output tax is posted to.';
COMMENT ON COLUMN hera_internal.tax_rate.changed_at IS 'When it was set as it is.';
COMMENT ON COLUMN hera_internal.tax_rate.changed_by IS 'Who did.';

ALTER TABLE hera.universal_transaction_lines ADD COLUMN tax_rate numeric, ADD COLUMN tax_part text;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX universal_transaction_lines_tax_ix ON hera.universal_transaction_lines (organization_id, transaction_date)
WHERE tax_part IS NOT NULL;
COMMENT ON COLUMN hera.universal_transaction_lines.tax_rate IS 'Rate of its tax code when it was posted, in percent; NULL for lines without tax.';
COMMENT ON COLUMN hera.universal_transaction_lines.tax_part IS 'What the line is for its tax code: input_net, input_tax, output_net or output_tax; NULL for lines without tax.';
