CREATE TYPE hera_internal.classification AS (
    stage text,
    smart_code text,
    account_code text,
    confidence numeric,
    evidence text,
    explanation jsonb,
    posting_status text
);
COMMENT ON TYPE hera_internal.classification IS 'What classification decided: stage that spoke, smart code, account, confidence (NULL when nothing was guessed), evidence class, explanation, and the posting status that this earns.';
