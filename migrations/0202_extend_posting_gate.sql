ALTER TABLE hera_internal.posting_gate
ADD COLUMN series integer NOT NULL DEFAULT 1,
ADD COLUMN series_from uuid,
ADD COLUMN wanted integer NOT NULL DEFAULT 10;
COMMENT ON COLUMN hera_internal.posting_gate.series IS 'Number of the series of outcomes begun last, from 1; the later a series, the smaller the capital it bets with.';
COMMENT ON COLUMN hera_internal.posting_gate.series_from IS 'Feedback after which the newer of two running series counts; NULL while one runs.';
COMMENT ON COLUMN hera_internal.posting_gate.wanted IS 'New outcomes that the next look waits for.';
COMMENT ON COLUMN hera_internal.posting_gate.evidence_from IS 'Feedback after which the older running series counts; NULL for all.';
COMMENT ON COLUMN hera_internal.posting_gate.looks IS 'Looks at which a point of the grid was tested.';
COMMENT ON COLUMN hera_internal.posting_gate.looked_at IS 'When it was last looked at.';
COMMENT ON COLUMN hera_internal.posting_gate.looked_on IS 'Date of the document at whose review scores were last compared.';
COMMENT ON COLUMN hera_internal.posting_gate.seen IS 'Outcomes of the older series at the last look.';
COMMENT ON COLUMN hera_internal.posting_gate.upper_bound IS 'Error rate that they leave possible, whenever looked at.';
COMMENT ON COLUMN hera_internal.posting_gate.histogram IS 'Scores of the latest documents when they were last compared, in ten classes.';
ALTER TABLE hera_internal.gate_look
ADD COLUMN capital double precision,
ADD COLUMN series integer;
-- No code reads it: looks that spend nothing leave it empty.
-- squawk-ignore ban-drop-not-null
ALTER TABLE hera_internal.gate_look ALTER COLUMN spent DROP NOT NULL;
COMMENT ON TABLE hera_internal.gate_look IS 'Looks at the evidence of a family: what they found. Those that changed the threshold, and of others one a week.';
COMMENT ON COLUMN hera_internal.gate_look.spent IS 'Probability of a wrong opening that a look spent which tested by counts alone; NULL since bets need none.';
COMMENT ON COLUMN hera_internal.gate_look.capital IS 'What bets against an error rate of the budget had made of their capital of 1 at the point tested last: at 1 / (1 - certainty) it passes.';
COMMENT ON COLUMN hera_internal.gate_look.series IS 'Number of the series of outcomes begun last.';
COMMENT ON COLUMN hera_internal.gate_look.evidence_from IS 'Feedback after which outcomes counted; NULL for all.';
