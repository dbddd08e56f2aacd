CREATE TYPE hera_internal.candidate_list AS (
    accounts text [],
    utilities float8 [],
    levels integer [],
    known integer,
    known_count integer
);
COMMENT ON TYPE hera_internal.candidate_list IS 'Accounts with what speaks for each: utility, and as bits the levels of memory that had it last; and which levels know the document, and how many.';
