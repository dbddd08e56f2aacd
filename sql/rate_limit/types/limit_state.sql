CREATE TYPE hera_internal.limit_state AS (
    limited boolean,
    "limit" integer,
    remaining integer,
    retry_after numeric,
    reset_after numeric,
    known boolean
);
COMMENT ON TYPE hera_internal.limit_state IS 'Answer of the rate limiter; seconds for retry_after and reset_after; known is false where registers cannot be read.';
