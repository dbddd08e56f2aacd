-- Domains and not CHECK constraints: a constraint is parsed anew by every INSERT, a domain once a session.
CREATE DOMAIN hera_internal.amount AS numeric CHECK (value > 0 AND value < 'Infinity');
COMMENT ON DOMAIN hera_internal.amount IS 'A sum of money: positive and finite, which leaves NaN out too.';
CREATE DOMAIN hera_internal.posting_status AS text
CHECK (value IN ('draft', 'pending_review', 'manual_required', 'posted', 'auto_posted', 'voided'));
COMMENT ON DOMAIN hera_internal.posting_status IS 'Status of a document.';
CREATE DOMAIN hera_internal.side AS text CHECK (value IN ('debit', 'credit'));
COMMENT ON DOMAIN hera_internal.side IS 'Side of a ledger line.';
CREATE DOMAIN hera_internal.confidence AS numeric(5, 4) CHECK (value BETWEEN 0 AND 1);
COMMENT ON DOMAIN hera_internal.confidence IS 'Calibrated probability of being right.';

CREATE TABLE hera.universal_transactions (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    transaction_type text NOT NULL,
    transaction_date date NOT NULL,
    document_date date,
    due_date date,
    posting_status hera_internal.posting_status NOT NULL,
    currency text NOT NULL,
    exchange_rate hera_internal.amount,
    total_amount hera_internal.amount NOT NULL,
    tax_amount numeric NOT NULL DEFAULT 0,
    credit_note boolean NOT NULL DEFAULT false,
    counterparty_id uuid,
    unit text,
    smart_code text,
    account_code text,
    ai_confidence_score hera_internal.confidence,
    classified_by text,
    explanation jsonb,
    proposal jsonb,
    metadata jsonb NOT NULL DEFAULT '{}',
    submitted_by text NOT NULL,
    request_id text,
    posted_at timestamptz,
    posted_by text,
    line_count smallint NOT NULL DEFAULT 0,
    CONSTRAINT universal_transactions_pk PRIMARY KEY (organization_id, id, created_at),
    CONSTRAINT universal_transactions_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT universal_transactions_counterparty_id_fk
    FOREIGN KEY (organization_id, counterparty_id) REFERENCES hera.core_entities (organization_id, id),
    CONSTRAINT universal_transactions_line_count_uq UNIQUE (organization_id, id, created_at, line_count),
    CONSTRAINT universal_transactions_tax_amount_ck CHECK (tax_amount BETWEEN 0 AND total_amount),
    CONSTRAINT universal_transactions_posted_ck CHECK (
        (posted_at IS NOT NULL) = (line_count > 0)
        AND (posted_at IS NOT NULL) = (posting_status IN ('posted', 'auto_posted'))
    )
) PARTITION BY RANGE (created_at);
CREATE INDEX universal_transactions_waiting_ix ON hera.universal_transactions (organization_id, id)
WHERE posting_status IN ('draft', 'pending_review', 'manual_required');
COMMENT ON TABLE hera.universal_transactions IS 'Business documents, one row each, partitioned by month of created_at; a posted row never changes.';
COMMENT ON COLUMN hera.universal_transactions.organization_id IS 'Organization.';
COMMENT ON COLUMN hera.universal_transactions.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera.universal_transactions.created_at IS 'Time of the id, to the millisecond; decides the partition.';
COMMENT ON COLUMN hera.universal_transactions.transaction_type IS 'Kind of business event, such as bill.';
COMMENT ON COLUMN hera.universal_transactions.transaction_date IS 'Date on which it takes effect in the books.';
COMMENT ON COLUMN hera.universal_transactions.document_date IS 'Date on the document.';
COMMENT ON COLUMN hera.universal_transactions.due_date IS 'Date on which it falls due.';
COMMENT ON COLUMN hera.universal_transactions.posting_status IS 'draft, pending_review, manual_required, posted, auto_posted or voided.';
COMMENT ON COLUMN hera.universal_transactions.currency IS 'Currency of its amounts, ISO 4217.';
COMMENT ON COLUMN hera.universal_transactions.exchange_rate IS 'Units of the organization''s currency for one unit of the document''s.';
COMMENT ON COLUMN hera.universal_transactions.total_amount IS 'Gross amount, positive; credit_note tells the direction.';
COMMENT ON COLUMN hera.universal_transactions.tax_amount IS 'Tax contained in the gross amount.';
COMMENT ON COLUMN hera.universal_transactions.credit_note IS 'Whether the document goes the other way: every side of its posting is swapped.';
COMMENT ON COLUMN hera.universal_transactions.counterparty_id IS 'Entity it was done with.';
COMMENT ON COLUMN hera.universal_transactions.unit IS 'Cost centre.';
COMMENT ON COLUMN hera.universal_transactions.smart_code IS 'Static smart code: business process and posting template.';
COMMENT ON COLUMN hera.universal_transactions.account_code IS 'Account that classification chose or the request stated.';
COMMENT ON COLUMN hera.universal_transactions.ai_confidence_score IS 'Confidence of the classification, 0 to 1; NULL where nothing was guessed.';
COMMENT ON COLUMN hera.universal_transactions.classified_by IS 'Stage of classification that spoke: stated, type, rule, memory, neighbours or none.';
COMMENT ON COLUMN hera.universal_transactions.explanation IS 'Evidence of that stage.';
COMMENT ON COLUMN hera.universal_transactions.proposal IS 'Posting that waits for a person; NULL once posted.';
COMMENT ON COLUMN hera.universal_transactions.metadata IS 'What the application sent to be kept with the document.';
COMMENT ON COLUMN hera.universal_transactions.submitted_by IS 'Actor who submitted it.';
COMMENT ON COLUMN hera.universal_transactions.request_id IS 'The application''s own id of the request.';
COMMENT ON COLUMN hera.universal_transactions.posted_at IS 'When it was posted.';
COMMENT ON COLUMN hera.universal_transactions.posted_by IS 'Actor whose act posted it.';
COMMENT ON COLUMN hera.universal_transactions.line_count IS 'Number of its ledger lines; 0 until it is posted. Every line names this number, so none can be added later.';

CREATE TABLE hera.universal_transaction_lines (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    line_number smallint NOT NULL,
    line_count smallint NOT NULL,
    created_at timestamptz NOT NULL,
    account_id uuid NOT NULL,
    side hera_internal.side NOT NULL,
    amount hera_internal.amount NOT NULL,
    currency text NOT NULL,
    unit text,
    tax_code text,
    transaction_date date NOT NULL,
    posted_at timestamptz NOT NULL,
    CONSTRAINT universal_transaction_lines_pk
    PRIMARY KEY (organization_id, transaction_id, line_number, created_at),
    CONSTRAINT universal_transaction_lines_account_id_fk
    FOREIGN KEY (organization_id, account_id) REFERENCES hera_internal.ledger_account (organization_id, id),
    CONSTRAINT universal_transaction_lines_line_number_ck CHECK (line_number BETWEEN 1 AND line_count)
) PARTITION BY RANGE (created_at);
CREATE INDEX universal_transaction_lines_account_id_ix
ON hera.universal_transaction_lines (organization_id, account_id, transaction_date);
COMMENT ON TABLE hera.universal_transaction_lines IS 'Ledger lines of posted documents, in the partition of their document; a line never changes.';
COMMENT ON COLUMN hera.universal_transaction_lines.organization_id IS 'Organization.';
COMMENT ON COLUMN hera.universal_transaction_lines.transaction_id IS 'Document the line belongs to.';
COMMENT ON COLUMN hera.universal_transaction_lines.line_number IS 'Number of the line in the document, from 1.';
COMMENT ON COLUMN hera.universal_transaction_lines.line_count IS 'line_count of the document, part of the foreign key of each partition: a posted document has all its numbers taken.';
COMMENT ON COLUMN hera.universal_transaction_lines.created_at IS 'created_at of the document: header and lines share a partition.';
COMMENT ON COLUMN hera.universal_transaction_lines.account_id IS 'Ledger account.';
COMMENT ON COLUMN hera.universal_transaction_lines.side IS 'debit or credit.';
COMMENT ON COLUMN hera.universal_transaction_lines.amount IS 'Amount, positive, with at most the decimals of its currency.';
COMMENT ON COLUMN hera.universal_transaction_lines.currency IS 'Currency of the amount, ISO 4217.';
COMMENT ON COLUMN hera.universal_transaction_lines.unit IS 'Cost centre.';
COMMENT ON COLUMN hera.universal_transaction_lines.tax_code IS 'Tax code the line was stated with.';
COMMENT ON COLUMN hera.universal_transaction_lines.transaction_date IS 'Effective date of the document.';
COMMENT ON COLUMN hera.universal_transaction_lines.posted_at IS 'When the document was posted.';

CREATE TABLE hera_internal.transaction_text (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    counterparty_name text,
    description text,
    reference_number text,
    line_descriptions jsonb,
    CONSTRAINT transaction_text_pk PRIMARY KEY (organization_id, transaction_id, created_at)
) PARTITION BY RANGE (created_at);
COMMENT ON TABLE hera_internal.transaction_text IS 'Names, free text and references of documents, apart from the rows that never change because they may identify a person.';
COMMENT ON COLUMN hera_internal.transaction_text.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.transaction_text.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_internal.transaction_text.created_at IS 'created_at of the document.';
COMMENT ON COLUMN hera_internal.transaction_text.counterparty_name IS 'Counterparty as the request named it.';
COMMENT ON COLUMN hera_internal.transaction_text.description IS 'Description of the document.';
COMMENT ON COLUMN hera_internal.transaction_text.reference_number IS 'Reference of the document at its issuer.';
COMMENT ON COLUMN hera_internal.transaction_text.line_descriptions IS 'Descriptions of lines, by line number.';

CREATE TABLE hera_internal.partitioned_table (
    relation text NOT NULL,
    grain text NOT NULL,
    ordinal smallint NOT NULL,
    belongs_to text,
    CONSTRAINT partitioned_table_pk PRIMARY KEY (relation),
    CONSTRAINT partitioned_table_grain_ck CHECK (grain = 'month')
);
COMMENT ON TABLE hera_internal.partitioned_table IS 'Tables that are partitioned by month of created_at, in the order in which their partitions are made.';
COMMENT ON COLUMN hera_internal.partitioned_table.relation IS 'Qualified name of the table.';
COMMENT ON COLUMN hera_internal.partitioned_table.grain IS 'Span of one partition.';
COMMENT ON COLUMN hera_internal.partitioned_table.ordinal IS 'Order of creation: a referenced table comes first.';
COMMENT ON COLUMN hera_internal.partitioned_table.belongs_to IS 'Table whose partition of the same month each partition references; both can be detached together.';
