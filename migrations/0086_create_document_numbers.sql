ALTER TABLE hera.core_organizations ADD COLUMN number_series jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN hera.core_organizations.number_series IS 'Series of the documents and of the credit notes of each transaction type that is numbered without gaps, kept from hera_internal.number_series because every request looks.';

ALTER TABLE hera.universal_transactions ADD COLUMN number_series text;
COMMENT ON COLUMN hera.universal_transactions.number_series IS 'Series that numbers it without gaps, from the moment it is posted; NULL for types that do not ask for it.';

CREATE TABLE hera_internal.number_series (
    organization_id uuid NOT NULL,
    series text NOT NULL,
    transaction_types text[] NOT NULL,
    credit_notes boolean NOT NULL,
    format text NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    CONSTRAINT number_series_pk PRIMARY KEY (organization_id, series),
    CONSTRAINT number_series_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT number_series_series_ck CHECK (series ~ '^[A-Z0-9][A-Z0-9_-]{0,19}$'),
    CONSTRAINT number_series_format_ck CHECK (length(format) BETWEEN 1 AND 100)
);
COMMENT ON TABLE hera_internal.number_series IS 'Series of document numbers without gaps: which transaction types each numbers, and how its numbers are written.';
COMMENT ON COLUMN hera_internal.number_series.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.number_series.series IS 'Name of the series.';
COMMENT ON COLUMN hera_internal.number_series.transaction_types IS 'Transaction types it numbers; empty when it numbers none any more.';
COMMENT ON COLUMN hera_internal.number_series.credit_notes IS 'Whether it numbers the credit notes of these types, else the other documents.';
COMMENT ON COLUMN hera_internal.number_series.format IS 'Text with {series}, {year} and {number} or {number:6}.';
COMMENT ON COLUMN hera_internal.number_series.changed_at IS 'When it was defined as it is.';
COMMENT ON COLUMN hera_internal.number_series.changed_by IS 'Who did.';

CREATE TABLE hera_internal.number_counter (
    organization_id uuid NOT NULL,
    series text NOT NULL,
    fiscal_year integer NOT NULL,
    last_number bigint NOT NULL,
    CONSTRAINT number_counter_pk PRIMARY KEY (organization_id, series, fiscal_year),
    CONSTRAINT number_counter_series_fk
    FOREIGN KEY (organization_id, series) REFERENCES hera_internal.number_series (organization_id, series),
    CONSTRAINT number_counter_last_number_ck CHECK (last_number > 0)
);
COMMENT ON TABLE hera_internal.number_counter IS 'Last number given per series and fiscal year.';
COMMENT ON COLUMN hera_internal.number_counter.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.number_counter.series IS 'Series.';
COMMENT ON COLUMN hera_internal.number_counter.fiscal_year IS 'Fiscal year of the documents'' dates.';
COMMENT ON COLUMN hera_internal.number_counter.last_number IS 'Last number given.';

CREATE TABLE hera_internal.document_number (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    transaction_created_at timestamptz NOT NULL,
    series text NOT NULL,
    fiscal_year integer NOT NULL,
    waits_in xid8,
    number bigint,
    document_number text,
    CONSTRAINT document_number_pk PRIMARY KEY (organization_id, transaction_id),
    CONSTRAINT document_number_number_uq UNIQUE (organization_id, series, fiscal_year, number),
    CONSTRAINT document_number_document_number_uq UNIQUE (organization_id, document_number),
    CONSTRAINT document_number_number_ck CHECK (number > 0),
    CONSTRAINT document_number_given_ck CHECK (
        (number IS NULL) = (document_number IS NULL) AND (number IS NULL) <> (waits_in IS NULL)
    )
);
CREATE INDEX document_number_waits_in_ix ON hera_internal.document_number (waits_in) WHERE waits_in IS NOT NULL;
COMMENT ON TABLE hera_internal.document_number IS 'Numbers without gaps, beside the documents because a posted row never changes.';
COMMENT ON COLUMN hera_internal.document_number.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.document_number.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_internal.document_number.transaction_created_at IS 'created_at of the document.';
COMMENT ON COLUMN hera_internal.document_number.series IS 'Series it is numbered in.';
COMMENT ON COLUMN hera_internal.document_number.fiscal_year IS 'Fiscal year of its date.';
COMMENT ON COLUMN hera_internal.document_number.waits_in IS 'Transaction that posts the document, until its COMMIT gives the number; NULL in every committed row.';
COMMENT ON COLUMN hera_internal.document_number.number IS 'Number in its series and year, from 1.';
COMMENT ON COLUMN hera_internal.document_number.document_number IS 'Number as it is written.';

INSERT INTO hera_internal.number_series (
    organization_id, series, transaction_types, credit_notes, format, changed_at, changed_by
)
SELECT o.organization_id, s.series, ARRAY['invoice', 'sales_invoice'], s.credit_notes, '{series}-{year}-{number:6}',
    o.created_at, 'hera'
FROM hera.core_organizations AS o
CROSS JOIN (VALUES ('INV', false), ('CN', true)) AS s (series, credit_notes);
UPDATE hera.core_organizations
SET number_series = '{"invoice": ["INV", "CN"], "sales_invoice": ["INV", "CN"]}'
WHERE organization_id IS NOT NULL;
