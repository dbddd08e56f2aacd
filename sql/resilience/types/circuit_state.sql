CREATE TYPE hera_internal.circuit_state AS (
    state text,
    failures integer,
    successes integer,
    allowed boolean,
    probe boolean,
    retry_after numeric
);
COMMENT ON TYPE hera_internal.circuit_state IS 'State of a circuit breaker: closed, open, half_open or unknown; retry_after in seconds.';
