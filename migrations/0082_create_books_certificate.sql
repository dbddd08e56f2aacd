CREATE TABLE hera_internal.uncertified_document (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    CONSTRAINT uncertified_document_pk PRIMARY KEY (organization_id, transaction_id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
COMMENT ON TABLE hera_internal.uncertified_document IS 'Posted documents that are in the rollups and in no certificate yet.';
COMMENT ON COLUMN hera_internal.uncertified_document.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.uncertified_document.transaction_id IS 'The document.';

CREATE TABLE hera_internal.books_certificate (
    organization_id uuid NOT NULL,
    number bigint NOT NULL,
    certified_at timestamptz NOT NULL,
    certified_by text NOT NULL,
    documents bigint NOT NULL,
    balances jsonb NOT NULL,
    CONSTRAINT books_certificate_pk PRIMARY KEY (organization_id, number),
    CONSTRAINT books_certificate_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT books_certificate_number_ck CHECK (number > 0)
);
COMMENT ON TABLE hera_internal.books_certificate IS 'Verifications without a finding: each covers what was posted since the one before; one without documents begins anew.';
COMMENT ON COLUMN hera_internal.books_certificate.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.books_certificate.number IS 'Its place in the organization, from 1.';
COMMENT ON COLUMN hera_internal.books_certificate.certified_at IS 'When it was made.';
COMMENT ON COLUMN hera_internal.books_certificate.certified_by IS 'Who asked for it.';
COMMENT ON COLUMN hera_internal.books_certificate.documents IS 'Documents it covers beyond the certificate before.';
COMMENT ON COLUMN hera_internal.books_certificate.balances IS 'Debit and credit per account id and currency of every document certified so far.';
