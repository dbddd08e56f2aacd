CREATE TYPE hera_internal.gate_finding AS (
    threshold numeric,
    tested numeric,
    outcomes integer,
    errors integer
);
COMMENT ON TYPE hera_internal.gate_finding IS 'What a look found: the lowest point that passed, at this look or before, NULL for none; and the point tested last that the counts are of: one that passed, or the point that failed; NULL when none could be tested.';
