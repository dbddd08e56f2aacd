CREATE TYPE hera_internal.gate_evidence AS (
    outcomes integer [],
    errors integer [],
    later_outcomes integer [],
    later_errors integer [],
    series integer,
    first_id uuid,
    last_id uuid,
    late integer
);
COMMENT ON TYPE hera_internal.gate_evidence IS 'Outcomes that count, and how many were wrong, from each point of the grid 0.99, 0.98 ... 0.85 upwards, of the older running series and of the newer one, NULL when one runs; the number of the older; the first feedback of the newest and the last of all; and how many were not reviewed in time, which count as wrong.';
