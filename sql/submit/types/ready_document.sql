CREATE TYPE hera_internal.ready_document AS (
    id uuid,
    created_at timestamptz,
    transaction_date date,
    posted boolean,
    posting jsonb,
    claim text,
    document hera_internal.document,
    classification hera_internal.classification,
    started_at timestamptz,
    admitted_at timestamptz,
    validated_at timestamptz,
    classified_at timestamptz,
    decided_at timestamptz,
    outcome jsonb
);
COMMENT ON TYPE hera_internal.ready_document IS 'A document that was decided and is to be stored: identity, whether it posts, its lines, the kind of open item it becomes, the document with its classification, when its request came, NULL when there was none, and when each stage ended; outcome holds the answer where nothing is to be stored.';
