CREATE TYPE hera_internal.gate_evidence AS (
    outcomes integer [],
    errors integer [],
    last_id uuid,
    late integer
);
COMMENT ON TYPE hera_internal.gate_evidence IS 'Outcomes that count, and how many were wrong, from each point of the grid 0.99, 0.98 ... 0.85 upwards; the last feedback among them; and how many were not reviewed in time, which count as wrong.';
