CREATE TABLE hera.ai_smart_code_performance (
    organization_id uuid NOT NULL,
    smart_code text NOT NULL,
    period text NOT NULL,
    submitted integer NOT NULL,
    guessed integer NOT NULL,
    auto_posted integer NOT NULL,
    reviewed integer NOT NULL,
    approved integer NOT NULL,
    corrected integer NOT NULL,
    rejected integer NOT NULL,
    wrongly_posted integer NOT NULL,
    mean_confidence numeric(5, 4),
    refreshed_at timestamptz NOT NULL,
    CONSTRAINT ai_smart_code_performance_pk PRIMARY KEY (organization_id, smart_code, period),
    CONSTRAINT ai_smart_code_performance_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT ai_smart_code_performance_period_ck CHECK (period ~ '^[0-9]{4}-[0-9]{2}$'),
    CONSTRAINT ai_smart_code_performance_reviewed_ck CHECK (reviewed = approved + corrected + rejected)
);
COMMENT ON TABLE hera.ai_smart_code_performance IS 'How the guesses of each smart code did in each month; hera.look_gates counts it.';
COMMENT ON COLUMN hera.ai_smart_code_performance.organization_id IS 'Organization.';
COMMENT ON COLUMN hera.ai_smart_code_performance.smart_code IS 'Static smart code.';
COMMENT ON COLUMN hera.ai_smart_code_performance.period IS 'Month of UTC in which documents were submitted and verdicts given, such as 2026-11.';
COMMENT ON COLUMN hera.ai_smart_code_performance.submitted IS 'Documents submitted.';
COMMENT ON COLUMN hera.ai_smart_code_performance.guessed IS 'Those whose account was guessed.';
COMMENT ON COLUMN hera.ai_smart_code_performance.auto_posted IS 'Those posted on a guess.';
COMMENT ON COLUMN hera.ai_smart_code_performance.reviewed IS 'First verdicts of people on guesses.';
COMMENT ON COLUMN hera.ai_smart_code_performance.approved IS 'Verdicts that approved.';
COMMENT ON COLUMN hera.ai_smart_code_performance.corrected IS 'Verdicts that corrected.';
COMMENT ON COLUMN hera.ai_smart_code_performance.rejected IS 'Verdicts that rejected.';
COMMENT ON COLUMN hera.ai_smart_code_performance.wrongly_posted IS 'Verdicts that found a document posted on a wrong guess.';
COMMENT ON COLUMN hera.ai_smart_code_performance.mean_confidence IS 'Mean confidence of the guesses.';
COMMENT ON COLUMN hera.ai_smart_code_performance.refreshed_at IS 'When it was counted.';
