CREATE TYPE hera.limit_state AS (
    limited boolean,
    "limit" integer,
    remaining integer,
    retry_after numeric,
    reset_after numeric
);
COMMENT ON TYPE hera.limit_state IS 'Answer of the rate limiter, as redis-cell gives it; seconds for retry_after and reset_after. All but limit are NULL where registers cannot be read.';
