CREATE TYPE hera_internal.model_score AS (
    account_code text,
    score numeric,
    margin numeric,
    runner_up text,
    runner_up_score numeric
);
COMMENT ON TYPE hera_internal.model_score IS 'What a model says of a document: account, probability, how far it leads, and the account that came second.';
