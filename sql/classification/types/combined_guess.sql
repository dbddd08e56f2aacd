CREATE TYPE hera_internal.combined_guess AS (
    accounts text[],
    utilities float8[],
    votes integer[],
    exact boolean[],
    known integer
);
COMMENT ON TYPE hera_internal.combined_guess IS 'Candidates with their utilities, best first; how many levels of memory had each last, whether an exact one had; and which levels know the document, as bits.';
