CREATE TYPE hera_internal.gate_finding AS (
    threshold numeric,
    tested numeric,
    outcomes integer,
    errors integer
);
COMMENT ON TYPE hera_internal.gate_finding IS 'What a look found: the lowest point that passed, NULL for none; and the point the counts are of, which is that one, or the point that failed.';
