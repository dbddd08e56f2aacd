CREATE TYPE hera_internal.profile_fact AS (
    effect smallint,
    transaction_date date,
    currency text,
    bin smallint,
    counterparty_id uuid,
    turnover numeric,
    account_code text,
    payment boolean,
    text_print bigint,
    terms smallint
);
COMMENT ON TYPE hera_internal.profile_fact IS 'What profiles count of one document that was posted (effect 1) or reversed (-1).';
