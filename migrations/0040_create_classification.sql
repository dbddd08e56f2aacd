DO $migration$
DECLARE
    -- The extension pgvector may live in any schema, so its type is named at run time.
    v_schema text := (
        SELECT n.nspname FROM pg_catalog.pg_extension AS e
        INNER JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
        WHERE e.extname = 'vector'
    );
BEGIN
    EXECUTE pg_catalog.format($table$
        CREATE TABLE hera.ai_transaction_patterns (
            organization_id uuid NOT NULL,
            id uuid NOT NULL,
            level text NOT NULL,
            memory_key text NOT NULL,
            transaction_type text NOT NULL,
            counterparty_id uuid,
            account_code text NOT NULL,
            seen integer NOT NULL,
            streak integer NOT NULL,
            last_seen_at timestamptz NOT NULL,
            embedding %I.vector(256),
            created_at timestamptz NOT NULL,
            CONSTRAINT ai_transaction_patterns_pk PRIMARY KEY (organization_id, id),
            CONSTRAINT ai_transaction_patterns_memory_key_uq UNIQUE (organization_id, memory_key, account_code),
            CONSTRAINT ai_transaction_patterns_level_ck CHECK (level IN ('text', 'payee')),
            CONSTRAINT ai_transaction_patterns_seen_ck CHECK (seen >= 0),
            CONSTRAINT ai_transaction_patterns_streak_ck CHECK (streak BETWEEN 0 AND seen),
            CONSTRAINT ai_transaction_patterns_account_code_fk
            FOREIGN KEY (organization_id, account_code)
            REFERENCES hera_internal.ledger_account (organization_id, code)
        )
    $table$, v_schema);
END
$migration$;
-- The table is new, which the linter cannot see inside the block.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX ai_transaction_patterns_recent_ix
ON hera.ai_transaction_patterns (organization_id, transaction_type, last_seen_at DESC) WHERE level = 'text';
COMMENT ON TABLE hera.ai_transaction_patterns IS 'What people decided for documents like this: one row per memory key and account.';
COMMENT ON COLUMN hera.ai_transaction_patterns.organization_id IS 'Organization.';
COMMENT ON COLUMN hera.ai_transaction_patterns.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera.ai_transaction_patterns.level IS 'text: payee, text and unit; payee: payee alone.';
COMMENT ON COLUMN hera.ai_transaction_patterns.memory_key IS 'Digest of what was remembered at this level.';
COMMENT ON COLUMN hera.ai_transaction_patterns.transaction_type IS 'Type of the documents.';
COMMENT ON COLUMN hera.ai_transaction_patterns.counterparty_id IS 'Counterparty of the documents, by whom patterns can be forgotten.';
COMMENT ON COLUMN hera.ai_transaction_patterns.account_code IS 'Account that was right.';
COMMENT ON COLUMN hera.ai_transaction_patterns.seen IS 'How often it was right.';
COMMENT ON COLUMN hera.ai_transaction_patterns.streak IS 'How often it was right in a row when it was last right.';
COMMENT ON COLUMN hera.ai_transaction_patterns.last_seen_at IS 'When it was last right.';
COMMENT ON COLUMN hera.ai_transaction_patterns.embedding IS 'Hashed trigrams and words of payee and text, unit length; on level text only.';
COMMENT ON COLUMN hera.ai_transaction_patterns.created_at IS 'Time of the id, to the millisecond.';

CREATE TABLE hera_internal.classification_rule (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    priority integer NOT NULL,
    transaction_type text,
    counterparty_id uuid,
    text_pattern text,
    minimum_amount numeric,
    maximum_amount numeric,
    unit text,
    account_code text NOT NULL,
    smart_code text,
    description text NOT NULL,
    active boolean NOT NULL,
    created_at timestamptz NOT NULL,
    created_by text NOT NULL,
    CONSTRAINT classification_rule_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT classification_rule_account_code_fk
    FOREIGN KEY (organization_id, account_code) REFERENCES hera_internal.ledger_account (organization_id, code),
    CONSTRAINT classification_rule_condition_ck
    CHECK (num_nonnulls(counterparty_id, text_pattern, unit, minimum_amount, maximum_amount) > 0),
    CONSTRAINT classification_rule_text_pattern_ck CHECK (length(text_pattern) BETWEEN 1 AND 200)
);
CREATE INDEX classification_rule_active_ix ON hera_internal.classification_rule (organization_id, priority)
WHERE active;
COMMENT ON TABLE hera_internal.classification_rule IS 'Rules that a person wrote: when every stated condition holds, the account is certain.';
COMMENT ON COLUMN hera_internal.classification_rule.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.classification_rule.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera_internal.classification_rule.priority IS 'Lower speaks first.';
COMMENT ON COLUMN hera_internal.classification_rule.transaction_type IS 'Type the document must have; NULL for any.';
COMMENT ON COLUMN hera_internal.classification_rule.counterparty_id IS 'Counterparty the document must have; NULL for any.';
COMMENT ON COLUMN hera_internal.classification_rule.text_pattern IS 'LIKE pattern on normalized payee and text; NULL for any.';
COMMENT ON COLUMN hera_internal.classification_rule.minimum_amount IS 'Smallest gross amount; NULL for any.';
COMMENT ON COLUMN hera_internal.classification_rule.maximum_amount IS 'Largest gross amount; NULL for any.';
COMMENT ON COLUMN hera_internal.classification_rule.unit IS 'Cost centre the document must have; NULL for any.';
COMMENT ON COLUMN hera_internal.classification_rule.account_code IS 'Account that the rule gives.';
COMMENT ON COLUMN hera_internal.classification_rule.smart_code IS 'Smart code that the rule gives; NULL for that of the type.';
COMMENT ON COLUMN hera_internal.classification_rule.description IS 'Why the rule exists.';
COMMENT ON COLUMN hera_internal.classification_rule.active IS 'Whether it speaks.';
COMMENT ON COLUMN hera_internal.classification_rule.created_at IS 'Time of the id, to the millisecond.';
COMMENT ON COLUMN hera_internal.classification_rule.created_by IS 'Actor who wrote it.';

CREATE TABLE hera.ai_posting_feedback (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    transaction_created_at timestamptz NOT NULL,
    verdict text NOT NULL,
    classified_by text,
    evidence text,
    predicted_account text,
    final_account text,
    confidence numeric(5, 4),
    was_posted boolean NOT NULL,
    actor text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT ai_posting_feedback_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT ai_posting_feedback_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT ai_posting_feedback_verdict_ck CHECK (verdict IN ('approved', 'corrected', 'rejected'))
);
CREATE INDEX ai_posting_feedback_transaction_id_ix ON hera.ai_posting_feedback (organization_id, transaction_id);
COMMENT ON TABLE hera.ai_posting_feedback IS 'What people said of classifications, one row a verdict.';
COMMENT ON COLUMN hera.ai_posting_feedback.organization_id IS 'Organization.';
COMMENT ON COLUMN hera.ai_posting_feedback.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera.ai_posting_feedback.transaction_id IS 'Document that was judged.';
COMMENT ON COLUMN hera.ai_posting_feedback.transaction_created_at IS 'created_at of that document.';
COMMENT ON COLUMN hera.ai_posting_feedback.verdict IS 'approved, corrected or rejected.';
COMMENT ON COLUMN hera.ai_posting_feedback.classified_by IS 'Stage that had spoken.';
COMMENT ON COLUMN hera.ai_posting_feedback.evidence IS 'Evidence class of that stage, for calibration.';
COMMENT ON COLUMN hera.ai_posting_feedback.predicted_account IS 'Account it had chosen.';
COMMENT ON COLUMN hera.ai_posting_feedback.final_account IS 'Account that was right; NULL for a rejection.';
COMMENT ON COLUMN hera.ai_posting_feedback.confidence IS 'Confidence it had stated.';
COMMENT ON COLUMN hera.ai_posting_feedback.was_posted IS 'Whether the document had been posted without a person.';
COMMENT ON COLUMN hera.ai_posting_feedback.actor IS 'Actor who judged.';
COMMENT ON COLUMN hera.ai_posting_feedback.created_at IS 'Time of the id, to the millisecond.';

CREATE TABLE hera_internal.classification_record (
    organization_id uuid NOT NULL,
    evidence text NOT NULL,
    tries integer NOT NULL,
    hits integer NOT NULL,
    CONSTRAINT classification_record_pk PRIMARY KEY (organization_id, evidence),
    CONSTRAINT classification_record_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT classification_record_hits_ck CHECK (hits BETWEEN 0 AND tries)
);
COMMENT ON TABLE hera_internal.classification_record IS 'How often evidence of a class proved right: confidence is this record, so it is calibrated on outcomes.';
COMMENT ON COLUMN hera_internal.classification_record.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.classification_record.evidence IS 'Class of evidence: stage and how strongly it spoke.';
COMMENT ON COLUMN hera_internal.classification_record.tries IS 'Documents with such evidence that a person judged.';
COMMENT ON COLUMN hera_internal.classification_record.hits IS 'How many of them were right.';
