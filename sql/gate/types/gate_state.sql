CREATE TYPE hera_internal.gate_state AS (
    organization_id uuid,
    family text,
    threshold numeric,
    budget double precision,
    certainty double precision,
    looks integer,
    looked_at timestamptz,
    evidence_from uuid,
    evidence_to uuid,
    open_from uuid,
    suspected_from uuid,
    seen integer,
    histogram integer [],
    series integer,
    series_from uuid,
    wanted integer,
    looked_on date
);
COMMENT ON TYPE hera_internal.gate_state IS 'What a look needs to know of the gate of a family.';
