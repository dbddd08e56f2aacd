CREATE TABLE hera_internal.review_draw (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    transaction_created_at timestamptz NOT NULL,
    family text NOT NULL,
    score numeric(5, 4) NOT NULL,
    confidence hera_internal.confidence NOT NULL,
    drawn_at timestamptz NOT NULL,
    reviewed_at timestamptz,
    reviewed_by text,
    correct boolean,
    CONSTRAINT review_draw_pk PRIMARY KEY (organization_id, transaction_id),
    CONSTRAINT review_draw_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT review_draw_reviewed_ck
    CHECK (num_nonnulls(reviewed_at, reviewed_by, correct) IN (0, 3))
);
CREATE INDEX review_draw_open_ix ON hera_internal.review_draw (organization_id, family, drawn_at)
WHERE reviewed_at IS NULL;
COMMENT ON TABLE hera_internal.review_draw IS 'Documents that were posted on a guess and drawn at random for review, whatever their content: the unbiased evidence of how often such posting is wrong.';
COMMENT ON COLUMN hera_internal.review_draw.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.review_draw.transaction_id IS 'Document that was posted and drawn.';
COMMENT ON COLUMN hera_internal.review_draw.transaction_created_at IS 'created_at of that document.';
COMMENT ON COLUMN hera_internal.review_draw.family IS 'First three segments of its static smart code.';
COMMENT ON COLUMN hera_internal.review_draw.score IS 'Score of the guess before calibration.';
COMMENT ON COLUMN hera_internal.review_draw.confidence IS 'Calibrated confidence of the guess.';
COMMENT ON COLUMN hera_internal.review_draw.drawn_at IS 'When it was posted and drawn.';
COMMENT ON COLUMN hera_internal.review_draw.reviewed_at IS 'When a person judged it; NULL while it waits in the review queue.';
COMMENT ON COLUMN hera_internal.review_draw.reviewed_by IS 'Actor who judged it.';
COMMENT ON COLUMN hera_internal.review_draw.correct IS 'Whether the account it was posted to was right.';

ALTER TABLE hera.ai_posting_feedback
ADD COLUMN family text,
ADD COLUMN score numeric(5, 4),
ADD COLUMN model_id uuid,
ADD COLUMN drawn boolean NOT NULL DEFAULT false,
ADD COLUMN correct boolean,
ADD COLUMN counts boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN hera.ai_posting_feedback.family IS 'First three segments of the document''s static smart code.';
COMMENT ON COLUMN hera.ai_posting_feedback.score IS 'Score of the guess before calibration; NULL where nothing was guessed.';
COMMENT ON COLUMN hera.ai_posting_feedback.model_id IS 'Model that had spoken; NULL for memory and neighbours.';
COMMENT ON COLUMN hera.ai_posting_feedback.drawn IS 'Whether the document had been posted on a guess and drawn at random for review.';
COMMENT ON COLUMN hera.ai_posting_feedback.correct IS 'Whether the guess was right; NULL where nothing was guessed.';
COMMENT ON COLUMN hera.ai_posting_feedback.counts IS 'Whether it is evidence for the gate and for calibration: the first verdict on a guess that waited for review, or was drawn.';
-- One row a verdict, written by people: small enough to build the index at once. It holds what a look reads and no more:
-- the outcomes at or above the floor of the gate.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX ai_posting_feedback_evidence_ix ON hera.ai_posting_feedback (organization_id, family, id)
INCLUDE (transaction_id, score, confidence, correct) WHERE counts AND score >= 0.85;
