CREATE TYPE hera_internal.stored_transaction AS (
    id uuid,
    created_at timestamptz,
    posting_status text,
    smart_code text,
    account_code text,
    confidence numeric,
    classified_by text,
    evidence text,
    proposal jsonb,
    submitted_by text,
    score numeric,
    model text
);
COMMENT ON TYPE hera_internal.stored_transaction IS 'What a decision needs to know of a stored document.';
