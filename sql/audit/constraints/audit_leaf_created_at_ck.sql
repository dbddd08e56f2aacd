ALTER TABLE hera_internal.audit_leaf
ADD CONSTRAINT audit_leaf_created_at_ck CHECK (
    -- hera_internal.uuid_time(id), written out: a call for each row costs six times as much.
    created_at = to_timestamp(('x' || left(translate(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0::float8)
);
