CREATE TABLE hera_internal.checkpoint_key (
    public_key text NOT NULL,
    since timestamptz NOT NULL,
    retired_at timestamptz,
    signed_by text,
    signature text,
    reason text,
    registered_by text NOT NULL,
    CONSTRAINT checkpoint_key_pk PRIMARY KEY (public_key),
    CONSTRAINT checkpoint_key_form_ck CHECK (public_key ~ '^[0-9a-f]{64}$'),
    CONSTRAINT checkpoint_key_signature_ck CHECK ((signed_by IS NULL) = (signature IS NULL)),
    CONSTRAINT checkpoint_key_retired_ck CHECK (retired_at >= since),
    -- One is in force.
    CONSTRAINT checkpoint_key_retired_uq UNIQUE NULLS NOT DISTINCT (retired_at)
);
COMMENT ON TABLE hera_internal.checkpoint_key IS 'Public keys that checkpoints of the audit trail are and were signed with; none is deleted.';
COMMENT ON COLUMN hera_internal.checkpoint_key.public_key IS 'Ed25519 public key, 32 bytes in hexadecimal digits.';
COMMENT ON COLUMN hera_internal.checkpoint_key.since IS 'From when on checkpoints are signed with it.';
COMMENT ON COLUMN hera_internal.checkpoint_key.retired_at IS 'When the next one took its place; NULL while it is in force.';
COMMENT ON COLUMN hera_internal.checkpoint_key.signed_by IS 'The key before, which vouches for it; NULL for the first one and after a loss.';
COMMENT ON COLUMN hera_internal.checkpoint_key.signature IS 'Signature of the key before over this key and its beginning.';
COMMENT ON COLUMN hera_internal.checkpoint_key.reason IS 'Why the key before does not vouch for it; NULL where it does.';
COMMENT ON COLUMN hera_internal.checkpoint_key.registered_by IS 'Login that registered it.';
