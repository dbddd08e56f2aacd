CREATE TABLE hera_internal.text_master_key (
    number smallint NOT NULL,
    salt uuid NOT NULL,
    verifier bytea NOT NULL,
    set_at timestamptz NOT NULL,
    set_by text NOT NULL,
    CONSTRAINT text_master_key_pk PRIMARY KEY (number),
    CONSTRAINT text_master_key_number_ck CHECK (number = 1),
    CONSTRAINT text_master_key_verifier_ck CHECK (octet_length(verifier) = 32)
);
COMMENT ON TABLE hera_internal.text_master_key IS 'How the key that wraps the keys of persons is recognized; the key itself is outside the database.';
COMMENT ON COLUMN hera_internal.text_master_key.number IS 'Always 1: there is one at a time.';
COMMENT ON COLUMN hera_internal.text_master_key.salt IS 'What is hashed before the key.';
COMMENT ON COLUMN hera_internal.text_master_key.verifier IS 'SHA-256 of salt and key.';
COMMENT ON COLUMN hera_internal.text_master_key.set_at IS 'When this key was given.';
COMMENT ON COLUMN hera_internal.text_master_key.set_by IS 'Login that gave it.';

CREATE TABLE hera_internal.text_key (
    organization_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT text_key_pk PRIMARY KEY (organization_id, subject_id),
    CONSTRAINT text_key_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.text_key IS 'Keys of the texts of persons, one row a person; who is erased has none.';
COMMENT ON COLUMN hera_internal.text_key.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.text_key.subject_id IS 'Entity whose documents it encrypts, or the organization for documents without a counterparty.';
COMMENT ON COLUMN hera_internal.text_key.wrapped IS 'The key, encrypted with the master key (OpenPGP, AES-256).';
COMMENT ON COLUMN hera_internal.text_key.created_at IS 'When the first text was encrypted with it.';
