CREATE TABLE hera_internal.chart (
    code text NOT NULL,
    name text NOT NULL,
    country char(2),
    description text,
    imported_at timestamptz,
    CONSTRAINT chart_pkey PRIMARY KEY (code),
    CONSTRAINT chart_code_check CHECK (code ~ '^[a-z][a-z0-9_]{0,62}$'),
    CONSTRAINT chart_country_check CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT chart_name_check CHECK (length(name) BETWEEN 1 AND 200),
    CONSTRAINT chart_description_check CHECK (length(description) <= 4000)
);

COMMENT ON TABLE hera_internal.chart IS
'Charts of accounts that a new organization can be created with.';
COMMENT ON COLUMN hera_internal.chart.code IS
'Short name by which hera.create_organization chooses the chart.';
COMMENT ON COLUMN hera_internal.chart.name IS
'Name shown to people.';
COMMENT ON COLUMN hera_internal.chart.country IS
'Country (ISO 3166-1 alpha-2) whose law or practice the chart follows; NULL when it fits any.';
COMMENT ON COLUMN hera_internal.chart.description IS
'Whom the chart is meant for and where it comes from.';
COMMENT ON COLUMN hera_internal.chart.imported_at IS
'When hera.import_chart last wrote it; NULL for the charts that come with HERA.';

CREATE TABLE hera_internal.chart_account (
    chart_code text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    account_type text NOT NULL,
    role text,
    parent_code text,
    CONSTRAINT chart_account_pkey PRIMARY KEY (chart_code, code),
    -- Deferrable, so that one statement may move a role from one account to another.
    CONSTRAINT chart_account_role_key UNIQUE (chart_code, role) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT chart_account_chart_fkey FOREIGN KEY (chart_code)
    REFERENCES hera_internal.chart (code) ON DELETE CASCADE,
    CONSTRAINT chart_account_parent_fkey FOREIGN KEY (chart_code, parent_code)
    REFERENCES hera_internal.chart_account (chart_code, code),
    CONSTRAINT chart_account_code_check CHECK (code ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$'),
    CONSTRAINT chart_account_name_check CHECK (length(name) BETWEEN 1 AND 200),
    CONSTRAINT chart_account_parent_check CHECK (parent_code <> code),
    CONSTRAINT chart_account_account_type_check CHECK (
        account_type IN ('asset', 'liability', 'equity', 'income', 'expense')
    ),
    CONSTRAINT chart_account_role_check CHECK (
        role IN (
            'receivable', 'payable', 'bank', 'cash', 'card_clearing', 'input_tax', 'output_tax',
            'sales', 'purchases', 'inventory', 'payroll_expense', 'payroll_payable', 'payroll_tax',
            'retained_earnings', 'rounding', 'suspense', 'opening_balance', 'fx_gain_loss'
        )
    )
);

CREATE INDEX chart_account_parent_idx ON hera_internal.chart_account (chart_code, parent_code);

COMMENT ON TABLE hera_internal.chart_account IS
'Accounts of each chart; copied into an organization when it is created, so later changes here reach no existing books.';
COMMENT ON COLUMN hera_internal.chart_account.chart_code IS
'Chart the account belongs to.';
COMMENT ON COLUMN hera_internal.chart_account.code IS
'Account number or code, unique within the chart.';
COMMENT ON COLUMN hera_internal.chart_account.name IS
'Name of the account.';
COMMENT ON COLUMN hera_internal.chart_account.account_type IS
'asset, liability, equity, income or expense; decides the normal side and the report.';
COMMENT ON COLUMN hera_internal.chart_account.role IS
'Part the account plays in posting templates; each role is held by exactly one account of a usable chart, most accounts hold none.';
COMMENT ON COLUMN hera_internal.chart_account.parent_code IS
'Account of the same chart under which this one is summed up in reports.';
