CREATE DOMAIN hera_internal.sha256 AS bytea CHECK (octet_length(value) = 32);
COMMENT ON DOMAIN hera_internal.sha256 IS 'A SHA-256 digest.';

CREATE TABLE hera_internal.audit_leaf (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    event text NOT NULL,
    subject_id uuid,
    actor text NOT NULL,
    login text NOT NULL,
    request_id text,
    detail jsonb NOT NULL,
    leaf_hash hera_internal.sha256 NOT NULL,
    CONSTRAINT audit_leaf_pk PRIMARY KEY (organization_id, id, created_at)
) PARTITION BY RANGE (created_at);
COMMENT ON TABLE hera_internal.audit_leaf IS 'Append-only stream of what happened, partitioned by month; each leaf carries the hash of its canonical form.';
COMMENT ON COLUMN hera_internal.audit_leaf.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.audit_leaf.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera_internal.audit_leaf.created_at IS 'Time of the id, to the millisecond; decides the partition.';
COMMENT ON COLUMN hera_internal.audit_leaf.event IS 'What happened, such as transaction.posted.';
COMMENT ON COLUMN hera_internal.audit_leaf.subject_id IS 'What it happened to.';
COMMENT ON COLUMN hera_internal.audit_leaf.actor IS 'Who did it.';
COMMENT ON COLUMN hera_internal.audit_leaf.login IS 'Database login that the actor came through.';
COMMENT ON COLUMN hera_internal.audit_leaf.request_id IS 'The application''s own id of the request.';
COMMENT ON COLUMN hera_internal.audit_leaf.detail IS 'Facts of the event, without names or free text.';
COMMENT ON COLUMN hera_internal.audit_leaf.leaf_hash IS 'SHA-256 of the canonical form, as hera_internal.audit_leaf_hash makes it.';
CREATE INDEX audit_leaf_subject_id_ix ON hera_internal.audit_leaf (organization_id, subject_id);
