CREATE UNLOGGED TABLE hera_internal.cache_entry (
    organization_id uuid NOT NULL,
    key text NOT NULL,
    value jsonb NOT NULL,
    tags text[] NOT NULL,
    lifetime text NOT NULL,
    bytes integer NOT NULL,
    stored_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT cache_entry_pk PRIMARY KEY (organization_id, key),
    CONSTRAINT cache_entry_key_ck CHECK (length(key) BETWEEN 1 AND 500),
    CONSTRAINT cache_entry_lifetime_ck CHECK (lifetime IN ('short', 'medium', 'long', 'week'))
);
CREATE INDEX cache_entry_expires_at_ix ON hera_internal.cache_entry (expires_at);
COMMENT ON TABLE hera_internal.cache_entry IS 'What applications keep for a while and could compute anew; empty after a crash.';
COMMENT ON COLUMN hera_internal.cache_entry.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.cache_entry.key IS 'Name that the application gave.';
COMMENT ON COLUMN hera_internal.cache_entry.value IS 'What is kept.';
COMMENT ON COLUMN hera_internal.cache_entry.tags IS 'Marks by which entries are invalidated together.';
COMMENT ON COLUMN hera_internal.cache_entry.lifetime IS 'Kind of lifetime: short, medium, long or week.';
COMMENT ON COLUMN hera_internal.cache_entry.bytes IS 'Bytes of key and value.';
COMMENT ON COLUMN hera_internal.cache_entry.stored_at IS 'When it was stored.';
COMMENT ON COLUMN hera_internal.cache_entry.expires_at IS 'From when on it is not found any more.';
