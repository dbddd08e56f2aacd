CREATE TABLE hera_internal.ledger_account (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    account_type text NOT NULL,
    role text,
    status text NOT NULL DEFAULT 'active',
    CONSTRAINT ledger_account_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT ledger_account_code_uq UNIQUE (organization_id, code),
    CONSTRAINT ledger_account_id_fk
    FOREIGN KEY (organization_id, id) REFERENCES hera.core_entities (organization_id, id),
    CONSTRAINT ledger_account_account_type_ck
    CHECK (account_type IN ('asset', 'liability', 'equity', 'income', 'expense')),
    CONSTRAINT ledger_account_status_ck CHECK (status IN ('active', 'archived'))
);
CREATE UNIQUE INDEX ledger_account_role_uq ON hera_internal.ledger_account (organization_id, role)
WHERE role IS NOT NULL;
COMMENT ON TABLE hera_internal.ledger_account IS 'Ledger accounts: what an entity of type account is in the books.';
COMMENT ON COLUMN hera_internal.ledger_account.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.ledger_account.id IS 'Identity; the same as the entity''s.';
COMMENT ON COLUMN hera_internal.ledger_account.code IS 'Account code, unique in the organization.';
COMMENT ON COLUMN hera_internal.ledger_account.name IS 'Account name.';
COMMENT ON COLUMN hera_internal.ledger_account.account_type IS 'asset, liability, equity, income or expense.';
COMMENT ON COLUMN hera_internal.ledger_account.role IS 'Control role the account plays for posting templates, such as payable; one account a role.';
COMMENT ON COLUMN hera_internal.ledger_account.status IS 'active, or archived: takes no new lines.';

CREATE TABLE hera_internal.transaction_type (
    code text NOT NULL,
    name text NOT NULL,
    smart_code text,
    determines_account boolean NOT NULL,
    CONSTRAINT transaction_type_pk PRIMARY KEY (code)
);
COMMENT ON TABLE hera_internal.transaction_type IS 'Types of business events that HERA can post from a template.';
COMMENT ON COLUMN hera_internal.transaction_type.code IS 'Value of transaction_type in a request.';
COMMENT ON COLUMN hera_internal.transaction_type.name IS 'Name for people.';
COMMENT ON COLUMN hera_internal.transaction_type.smart_code IS 'Static smart code of its template; NULL where lines must be given.';
COMMENT ON COLUMN hera_internal.transaction_type.determines_account IS 'Whether the type alone says which account is meant, so that nothing is guessed.';

CREATE TABLE hera_internal.posting_template (
    smart_code text NOT NULL,
    name text NOT NULL,
    default_role text NOT NULL,
    lines jsonb NOT NULL,
    CONSTRAINT posting_template_pk PRIMARY KEY (smart_code),
    CONSTRAINT posting_template_lines_ck CHECK (jsonb_typeof(lines) = 'array' AND jsonb_array_length(lines) >= 2)
);
COMMENT ON TABLE hera_internal.posting_template IS 'Posting per static smart code: accounts, sides and amounts as expressions of the document.';
COMMENT ON COLUMN hera_internal.posting_template.smart_code IS 'Static smart code.';
COMMENT ON COLUMN hera_internal.posting_template.name IS 'Name of the business process.';
COMMENT ON COLUMN hera_internal.posting_template.default_role IS 'Control role of the chosen account when the request states the smart code and no account.';
COMMENT ON COLUMN hera_internal.posting_template.lines IS 'Lines in order: account is chosen or a control role, side debit or credit, amount gross, net or tax.';
