CREATE TABLE hera_internal.archived_month (
    month date NOT NULL,
    state text NOT NULL,
    detached_at timestamptz NOT NULL,
    detached_by text NOT NULL,
    facts jsonb NOT NULL,
    final_seal bigint NOT NULL,
    manifest jsonb,
    manifest_hash text,
    exported_at timestamptz,
    verified_at timestamptz,
    verified_by text,
    dropped_at timestamptz,
    dropped_by text,
    CONSTRAINT archived_month_pk PRIMARY KEY (month),
    CONSTRAINT archived_month_state_ck CHECK (state IN ('detached', 'exported', 'verified', 'dropped'))
);
COMMENT ON TABLE hera_internal.archived_month IS 'Months of the books that are out of the tables of documents: detached, exported, verified, dropped.';
COMMENT ON COLUMN hera_internal.archived_month.month IS 'First day of the month of created_at.';
COMMENT ON COLUMN hera_internal.archived_month.state IS 'detached, exported, verified or dropped.';
COMMENT ON COLUMN hera_internal.archived_month.detached_at IS 'When the month was detached.';
COMMENT ON COLUMN hera_internal.archived_month.detached_by IS 'Login that did it.';
COMMENT ON COLUMN hera_internal.archived_month.facts IS 'What the database knew of the rows when they were detached: counts, digests, seal.';
COMMENT ON COLUMN hera_internal.archived_month.final_seal IS 'First seal that has every leaf of its documents: nothing is known as of a seal before it any more.';
COMMENT ON COLUMN hera_internal.archived_month.manifest IS 'Manifest of the last export.';
COMMENT ON COLUMN hera_internal.archived_month.manifest_hash IS 'SHA-256 of the file of the manifest, hexadecimal.';
COMMENT ON COLUMN hera_internal.archived_month.exported_at IS 'When it was last exported.';
COMMENT ON COLUMN hera_internal.archived_month.verified_at IS 'When the files were read back and found right.';
COMMENT ON COLUMN hera_internal.archived_month.verified_by IS 'Login that did it.';
COMMENT ON COLUMN hera_internal.archived_month.dropped_at IS 'When the detached tables were dropped.';
COMMENT ON COLUMN hera_internal.archived_month.dropped_by IS 'Login that did it.';

CREATE TABLE hera_internal.balance_brought_forward (
    organization_id uuid NOT NULL,
    month date NOT NULL,
    account_id uuid NOT NULL,
    currency text NOT NULL,
    unit text NOT NULL,
    tax_code text NOT NULL,
    partner_id uuid NOT NULL,
    transaction_date date NOT NULL,
    debit numeric NOT NULL,
    credit numeric NOT NULL,
    lines bigint NOT NULL,
    base_debit numeric NOT NULL,
    base_credit numeric NOT NULL,
    CONSTRAINT balance_brought_forward_pk PRIMARY KEY (
        organization_id, month, account_id, currency, unit, tax_code, partner_id, transaction_date
    )
);
CREATE INDEX balance_brought_forward_day_ix
ON hera_internal.balance_brought_forward (organization_id, transaction_date);
COMMENT ON TABLE hera_internal.balance_brought_forward IS 'What the lines of archived documents moved, by day, so that balances can be derived again without them.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.month IS 'Archived month of the documents.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.account_id IS 'Account.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.currency IS 'Currency of the amounts.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.unit IS 'Unit of the lines; empty for those without.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.tax_code IS 'Tax code of the lines; empty for those without.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.partner_id IS 'Counterparty of the documents where it is an organization of the same client; zeros for others.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.transaction_date IS 'Day in the books.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.debit IS 'Total debited.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.credit IS 'Total credited.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.lines IS 'Number of lines.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.base_debit IS 'Total debited, in the currency of the organization.';
COMMENT ON COLUMN hera_internal.balance_brought_forward.base_credit IS 'Total credited, in the currency of the organization.';
COMMENT ON INDEX hera_internal.balance_brought_forward_day_ix IS 'Whether days of an organization have lines in the archive.';

CREATE TABLE hera_internal.archived_document (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    month date NOT NULL,
    transaction_type text NOT NULL,
    transaction_date date NOT NULL,
    due_date date,
    currency text NOT NULL,
    total_amount numeric NOT NULL,
    counterparty_id uuid,
    content_hash hera_internal.sha256 NOT NULL,
    CONSTRAINT archived_document_pk PRIMARY KEY (organization_id, transaction_id)
);
COMMENT ON TABLE hera_internal.archived_document IS 'Archived documents, in few columns: what reports, references and proofs need of them.';
COMMENT ON COLUMN hera_internal.archived_document.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.archived_document.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_internal.archived_document.month IS 'Archived month that it is in.';
COMMENT ON COLUMN hera_internal.archived_document.transaction_type IS 'Kind of business event.';
COMMENT ON COLUMN hera_internal.archived_document.transaction_date IS 'Day in the books.';
COMMENT ON COLUMN hera_internal.archived_document.due_date IS 'Day on which it fell due.';
COMMENT ON COLUMN hera_internal.archived_document.currency IS 'Currency of its amounts.';
COMMENT ON COLUMN hera_internal.archived_document.total_amount IS 'Gross amount.';
COMMENT ON COLUMN hera_internal.archived_document.counterparty_id IS 'Entity it was done with.';
COMMENT ON COLUMN hera_internal.archived_document.content_hash IS 'SHA-256 of header and lines as the audit trail hashes them.';

CREATE TABLE hera_internal.archived_item (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    role text NOT NULL,
    currency text NOT NULL,
    month date NOT NULL,
    transaction_date date NOT NULL,
    amount numeric NOT NULL,
    unit text,
    CONSTRAINT archived_item_pk PRIMARY KEY (organization_id, transaction_id, role, currency)
);
COMMENT ON TABLE hera_internal.archived_item IS 'What archived documents moved on the accounts of customers and suppliers, for reports of what was open.';
COMMENT ON COLUMN hera_internal.archived_item.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.archived_item.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_internal.archived_item.role IS 'receivable or payable.';
COMMENT ON COLUMN hera_internal.archived_item.currency IS 'Currency of the amount.';
COMMENT ON COLUMN hera_internal.archived_item.month IS 'Archived month that it is in.';
COMMENT ON COLUMN hera_internal.archived_item.transaction_date IS 'Day in the books.';
COMMENT ON COLUMN hera_internal.archived_item.amount IS 'Debit less credit.';
COMMENT ON COLUMN hera_internal.archived_item.unit IS 'Unit of its first line on the account.';
