CREATE TABLE hera_internal.review_claim (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    actor text NOT NULL,
    claimed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT review_claim_pk PRIMARY KEY (organization_id, transaction_id),
    CONSTRAINT review_claim_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.review_claim IS 'Documents that a reviewer has taken from the queue: until a claim expires no other reviewer gets the document.';
COMMENT ON COLUMN hera_internal.review_claim.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.review_claim.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_internal.review_claim.actor IS 'Reviewer who took it.';
COMMENT ON COLUMN hera_internal.review_claim.claimed_at IS 'When it was taken.';
COMMENT ON COLUMN hera_internal.review_claim.expires_at IS 'When others may have it.';

CREATE TABLE hera_internal.review_approval (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    actor text NOT NULL,
    fingerprint text NOT NULL,
    approved_at timestamptz NOT NULL,
    CONSTRAINT review_approval_pk PRIMARY KEY (organization_id, transaction_id, actor),
    CONSTRAINT review_approval_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.review_approval IS 'First approvals of documents that need two people; one counts only as long as the document is what was approved.';
COMMENT ON COLUMN hera_internal.review_approval.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.review_approval.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_internal.review_approval.actor IS 'Who approved it.';
COMMENT ON COLUMN hera_internal.review_approval.fingerprint IS 'Fingerprint of the document and its proposal as they were approved.';
COMMENT ON COLUMN hera_internal.review_approval.approved_at IS 'When.';

CREATE TABLE hera_internal.account_rejection (
    organization_id uuid NOT NULL,
    memory_key text NOT NULL,
    account_code text NOT NULL,
    transaction_id uuid NOT NULL,
    actor text NOT NULL,
    rejected_at timestamptz NOT NULL,
    CONSTRAINT account_rejection_pk PRIMARY KEY (organization_id, memory_key, account_code),
    CONSTRAINT account_rejection_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.account_rejection IS 'Accounts that a person rejected for a payee and text: not proposed again until someone says otherwise.';
COMMENT ON COLUMN hera_internal.account_rejection.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.account_rejection.memory_key IS 'Digest of type, payee and text.';
COMMENT ON COLUMN hera_internal.account_rejection.account_code IS 'Account that was rejected.';
COMMENT ON COLUMN hera_internal.account_rejection.transaction_id IS 'Document on which it was rejected.';
COMMENT ON COLUMN hera_internal.account_rejection.actor IS 'Who rejected it.';
COMMENT ON COLUMN hera_internal.account_rejection.rejected_at IS 'When.';

CREATE TABLE hera_internal.pattern_voice (
    organization_id uuid NOT NULL,
    memory_key text NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    account_code text NOT NULL,
    transaction_id uuid NOT NULL,
    said_at timestamptz NOT NULL,
    CONSTRAINT pattern_voice_pk PRIMARY KEY (organization_id, memory_key, actor),
    CONSTRAINT pattern_voice_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id)
);
COMMENT ON TABLE hera_internal.pattern_voice IS 'What each person said last of documents like this, so that two who differ are seen.';
COMMENT ON COLUMN hera_internal.pattern_voice.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.pattern_voice.memory_key IS 'Digest of type, payee and text.';
COMMENT ON COLUMN hera_internal.pattern_voice.actor IS 'Who said it.';
COMMENT ON COLUMN hera_internal.pattern_voice.role IS 'Role of that person then.';
COMMENT ON COLUMN hera_internal.pattern_voice.account_code IS 'Account that was right by that person.';
COMMENT ON COLUMN hera_internal.pattern_voice.transaction_id IS 'Document of which it was said.';
COMMENT ON COLUMN hera_internal.pattern_voice.said_at IS 'When.';

CREATE TABLE hera_internal.feedback_conflict (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    subject text NOT NULL,
    transaction_id uuid NOT NULL,
    memory_key text,
    earlier_transaction_id uuid NOT NULL,
    earlier_answer text NOT NULL,
    earlier_actor text NOT NULL,
    earlier_role text NOT NULL,
    earlier_at timestamptz NOT NULL,
    later_answer text NOT NULL,
    later_actor text NOT NULL,
    later_role text NOT NULL,
    standing text NOT NULL,
    resolved_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT feedback_conflict_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT feedback_conflict_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT feedback_conflict_subject_ck CHECK (subject IN ('document', 'pattern')),
    CONSTRAINT feedback_conflict_standing_ck CHECK (standing IN ('earlier', 'later')),
    CONSTRAINT feedback_conflict_resolved_by_ck CHECK (resolved_by IN ('role', 'recency'))
);
CREATE INDEX feedback_conflict_transaction_id_ix ON hera_internal.feedback_conflict (organization_id, transaction_id);
COMMENT ON TABLE hera_internal.feedback_conflict IS 'Two people who said different things of one document or of documents alike, and whose word stands.';
COMMENT ON COLUMN hera_internal.feedback_conflict.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.feedback_conflict.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera_internal.feedback_conflict.subject IS 'document: of the same document; pattern: of documents with the same type, payee and text.';
COMMENT ON COLUMN hera_internal.feedback_conflict.transaction_id IS 'Document of the later word.';
COMMENT ON COLUMN hera_internal.feedback_conflict.memory_key IS 'Digest of what the two documents have in common; NULL for one document.';
COMMENT ON COLUMN hera_internal.feedback_conflict.earlier_transaction_id IS 'Document of the earlier word.';
COMMENT ON COLUMN hera_internal.feedback_conflict.earlier_answer IS 'Account by the earlier word, or rejected.';
COMMENT ON COLUMN hera_internal.feedback_conflict.earlier_actor IS 'Who had said it.';
COMMENT ON COLUMN hera_internal.feedback_conflict.earlier_role IS 'Role of that person then.';
COMMENT ON COLUMN hera_internal.feedback_conflict.earlier_at IS 'When.';
COMMENT ON COLUMN hera_internal.feedback_conflict.later_answer IS 'Account by the later word, or rejected.';
COMMENT ON COLUMN hera_internal.feedback_conflict.later_actor IS 'Who said it.';
COMMENT ON COLUMN hera_internal.feedback_conflict.later_role IS 'Role of that person then.';
COMMENT ON COLUMN hera_internal.feedback_conflict.standing IS 'Whose word stands: earlier or later.';
COMMENT ON COLUMN hera_internal.feedback_conflict.resolved_by IS 'role: the earlier word is of a higher role; recency: the later word stands.';
COMMENT ON COLUMN hera_internal.feedback_conflict.created_at IS 'Time of the id, to the millisecond.';
