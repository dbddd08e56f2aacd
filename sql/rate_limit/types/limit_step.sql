CREATE TYPE hera_internal.limit_step AS (
    state hera.limit_state,
    register integer,
    value bigint,
    cleared integer [],
    repair boolean
);
COMMENT ON TYPE hera_internal.limit_step IS 'What a call makes of one limit: its answer, what is written to which of its registers and which are emptied after that, and whether to write although the call is refused.';
