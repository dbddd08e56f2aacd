CREATE TABLE hera_internal.api_key (
    organization_id uuid NOT NULL,
    prefix text NOT NULL,
    key_hash bytea NOT NULL,
    actor text NOT NULL,
    register integer NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    revoked_by text,
    last_used_at timestamptz,
    CONSTRAINT api_key_pk PRIMARY KEY (organization_id, prefix),
    CONSTRAINT api_key_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT api_key_prefix_ck CHECK (prefix ~ '^[0-9a-f]{16}$'),
    CONSTRAINT api_key_key_hash_ck CHECK (octet_length(key_hash) = 32),
    CONSTRAINT api_key_revoked_ck CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX api_key_prefix_ix ON hera_internal.api_key (prefix);
COMMENT ON TABLE hera_internal.api_key IS 'Keys by which programs act as an actor: hashes only, no key can be read out of them.';
COMMENT ON COLUMN hera_internal.api_key.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.api_key.prefix IS 'Part of the key that names it and may be shown.';
COMMENT ON COLUMN hera_internal.api_key.key_hash IS 'SHA-256 of the whole key.';
COMMENT ON COLUMN hera_internal.api_key.actor IS 'Actor as whom it acts.';
COMMENT ON COLUMN hera_internal.api_key.register IS 'Number of the register that holds when it was used last, in seconds since 1970.';
COMMENT ON COLUMN hera_internal.api_key.created_at IS 'When it was made.';
COMMENT ON COLUMN hera_internal.api_key.created_by IS 'Actor or login that made it.';
COMMENT ON COLUMN hera_internal.api_key.expires_at IS 'When it expires; NULL for never.';
COMMENT ON COLUMN hera_internal.api_key.revoked_at IS 'When it was revoked.';
COMMENT ON COLUMN hera_internal.api_key.revoked_by IS 'Actor or login that revoked it.';
COMMENT ON COLUMN hera_internal.api_key.last_used_at IS 'When it was used last, as the job record_sign_ins found in its register.';
