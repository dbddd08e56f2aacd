CREATE TYPE hera_internal.account_choice AS (
    account_code text,
    score numeric,
    levels integer,
    accounts text [],
    utilities float8 [],
    outside float8
);
COMMENT ON TYPE hera_internal.account_choice IS 'What memory and a model choose together: the account, its probability, the levels of memory that had it last, all candidates with their utilities, best first, and the utility of abstaining.';
