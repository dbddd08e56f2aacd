CREATE TYPE hera_internal.limit_rule AS (
    registers integer [],
    algorithm text,
    max_requests integer,
    window_ms bigint,
    burst integer
);
COMMENT ON TYPE hera_internal.limit_rule IS 'A rate limit in force, with the values of the settings where it follows them.';
