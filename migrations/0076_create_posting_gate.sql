CREATE TABLE hera_internal.posting_gate (
    organization_id uuid NOT NULL,
    family text NOT NULL,
    threshold hera_internal.confidence,
    budget numeric(5, 4) NOT NULL,
    certainty numeric(5, 4) NOT NULL,
    looks integer NOT NULL DEFAULT 0,
    looked_at timestamptz NOT NULL,
    looked_on date NOT NULL,
    evidence_from uuid,
    evidence_to uuid,
    open_from uuid,
    suspected_from uuid,
    seen integer NOT NULL DEFAULT 0,
    outcomes integer NOT NULL DEFAULT 0,
    errors integer NOT NULL DEFAULT 0,
    upper_bound numeric(5, 4),
    histogram integer[],
    reason text NOT NULL,
    CONSTRAINT posting_gate_pk PRIMARY KEY (organization_id, family),
    CONSTRAINT posting_gate_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT posting_gate_threshold_ck CHECK (threshold >= 0.85),
    CONSTRAINT posting_gate_errors_ck CHECK (errors BETWEEN 0 AND outcomes)
);
COMMENT ON TABLE hera_internal.posting_gate IS 'From which score the guesses of a family are posted without a person, and on what evidence.';
COMMENT ON COLUMN hera_internal.posting_gate.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.posting_gate.family IS 'First three segments of the static smart code.';
COMMENT ON COLUMN hera_internal.posting_gate.threshold IS 'Score from which is posted; NULL while the gate is closed.';
COMMENT ON COLUMN hera_internal.posting_gate.budget IS 'Error budget of the last look.';
COMMENT ON COLUMN hera_internal.posting_gate.certainty IS 'Certainty of the bound at the last look.';
COMMENT ON COLUMN hera_internal.posting_gate.looks IS 'Looks taken, each of which spends a part of what certainty leaves.';
COMMENT ON COLUMN hera_internal.posting_gate.looked_at IS 'When it was last considered.';
COMMENT ON COLUMN hera_internal.posting_gate.looked_on IS 'Date of the document at whose review it was last considered.';
COMMENT ON COLUMN hera_internal.posting_gate.evidence_from IS 'Only outcomes after this feedback count; NULL for all.';
COMMENT ON COLUMN hera_internal.posting_gate.evidence_to IS 'Last feedback that the last look took.';
COMMENT ON COLUMN hera_internal.posting_gate.open_from IS 'Last feedback before the gate opened; outcomes after it are watched for drift. NULL while it is closed.';
COMMENT ON COLUMN hera_internal.posting_gate.suspected_from IS 'Feedback that found a posted guess wrong: until twenty after it are right, more is drawn for review. NULL without suspicion.';
COMMENT ON COLUMN hera_internal.posting_gate.seen IS 'Outcomes in the window of the last look.';
COMMENT ON COLUMN hera_internal.posting_gate.outcomes IS 'Those of them at the point tested last: the threshold, or the point that failed.';
COMMENT ON COLUMN hera_internal.posting_gate.errors IS 'How many of them were wrong.';
COMMENT ON COLUMN hera_internal.posting_gate.upper_bound IS 'Exact upper bound of the error rate from them.';
COMMENT ON COLUMN hera_internal.posting_gate.histogram IS 'Scores of the latest documents at the last look, in ten classes.';
COMMENT ON COLUMN hera_internal.posting_gate.reason IS 'Why it is open or closed, in words.';

CREATE TABLE hera_internal.gate_look (
    organization_id uuid NOT NULL,
    family text NOT NULL,
    look integer NOT NULL,
    looked_at timestamptz NOT NULL,
    threshold hera_internal.confidence,
    budget numeric(5, 4) NOT NULL,
    spent double precision NOT NULL,
    outcomes integer NOT NULL,
    errors integer NOT NULL,
    upper_bound numeric(5, 4),
    evidence_from uuid,
    evidence_to uuid,
    reason text NOT NULL,
    CONSTRAINT gate_look_pk PRIMARY KEY (organization_id, family, look),
    CONSTRAINT gate_look_gate_fk
    FOREIGN KEY (organization_id, family) REFERENCES hera_internal.posting_gate (organization_id, family)
);
COMMENT ON TABLE hera_internal.gate_look IS 'Every look at the evidence of a family: what it found and what it spent.';
COMMENT ON COLUMN hera_internal.gate_look.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.gate_look.family IS 'First three segments of the static smart code.';
COMMENT ON COLUMN hera_internal.gate_look.look IS 'Number of the look, from 1.';
COMMENT ON COLUMN hera_internal.gate_look.looked_at IS 'When it was taken.';
COMMENT ON COLUMN hera_internal.gate_look.threshold IS 'Threshold that it derived; NULL when none passed.';
COMMENT ON COLUMN hera_internal.gate_look.budget IS 'Error budget it tested.';
COMMENT ON COLUMN hera_internal.gate_look.spent IS 'Probability of a wrong opening that this look spent.';
COMMENT ON COLUMN hera_internal.gate_look.outcomes IS 'Outcomes at the threshold, or at the point that failed.';
COMMENT ON COLUMN hera_internal.gate_look.errors IS 'How many of them were wrong.';
COMMENT ON COLUMN hera_internal.gate_look.upper_bound IS 'Exact upper bound of the error rate from them.';
COMMENT ON COLUMN hera_internal.gate_look.evidence_from IS 'Feedback after which outcomes counted; NULL for all.';
COMMENT ON COLUMN hera_internal.gate_look.evidence_to IS 'Last feedback that counted.';
COMMENT ON COLUMN hera_internal.gate_look.reason IS 'What was found, in words.';

CREATE TABLE hera_internal.confidence_map (
    organization_id uuid NOT NULL,
    stage text NOT NULL,
    scores double precision[] NOT NULL,
    confidences double precision[] NOT NULL,
    outcomes integer NOT NULL,
    fitted_at timestamptz NOT NULL,
    fitted_on date NOT NULL,
    CONSTRAINT confidence_map_pk PRIMARY KEY (organization_id, stage),
    CONSTRAINT confidence_map_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT confidence_map_points_ck
    CHECK (cardinality(scores) = cardinality(confidences) AND cardinality(scores) > 0)
);
COMMENT ON TABLE hera_internal.confidence_map IS 'Isotonic calibration: the confidence that a score of a stage has earned.';
COMMENT ON COLUMN hera_internal.confidence_map.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.confidence_map.stage IS 'Stage of classification.';
COMMENT ON COLUMN hera_internal.confidence_map.scores IS 'Scores in ascending order.';
COMMENT ON COLUMN hera_internal.confidence_map.confidences IS 'Confidence at each score, never falling; between two scores it is interpolated.';
COMMENT ON COLUMN hera_internal.confidence_map.outcomes IS 'Outcomes it was fitted to.';
COMMENT ON COLUMN hera_internal.confidence_map.fitted_at IS 'When it was fitted.';
COMMENT ON COLUMN hera_internal.confidence_map.fitted_on IS 'Date of the document at whose review it was fitted.';
