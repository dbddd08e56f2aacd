CREATE TABLE hera_internal.discovered_pattern (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    pattern_key text NOT NULL,
    transaction_type text NOT NULL,
    counterparty_id uuid,
    text_pattern text,
    unit text,
    account_code text,
    smart_code text,
    template jsonb,
    support integer NOT NULL,
    documents integer NOT NULL,
    examples jsonb NOT NULL,
    first_at date NOT NULL,
    last_at date NOT NULL,
    status text NOT NULL,
    shadow_tries integer NOT NULL DEFAULT 0,
    shadow_hits integer NOT NULL DEFAULT 0,
    active_hits integer NOT NULL DEFAULT 0,
    rule_id uuid,
    decided_by text,
    decided_at timestamptz,
    reason text,
    created_at timestamptz NOT NULL,
    CONSTRAINT discovered_pattern_pk PRIMARY KEY (organization_id, id),
    CONSTRAINT discovered_pattern_pattern_key_uq UNIQUE (organization_id, pattern_key),
    CONSTRAINT discovered_pattern_organization_id_fk
    FOREIGN KEY (organization_id) REFERENCES hera.core_organizations (organization_id),
    CONSTRAINT discovered_pattern_account_code_fk
    FOREIGN KEY (organization_id, account_code) REFERENCES hera_internal.ledger_account (organization_id, code),
    CONSTRAINT discovered_pattern_kind_ck CHECK (kind IN ('payee', 'payee_text', 'unit', 'code')),
    CONSTRAINT discovered_pattern_status_ck CHECK (status IN ('candidate', 'accepted', 'dismissed')),
    CONSTRAINT discovered_pattern_support_ck CHECK (support BETWEEN 1 AND documents),
    CONSTRAINT discovered_pattern_shadow_hits_ck CHECK (shadow_hits BETWEEN 0 AND shadow_tries),
    CONSTRAINT discovered_pattern_active_hits_ck CHECK (active_hits BETWEEN 0 AND shadow_tries),
    CONSTRAINT discovered_pattern_decided_ck CHECK ((status = 'candidate') = (decided_at IS NULL))
);
CREATE INDEX discovered_pattern_candidate_ix ON hera_internal.discovered_pattern (organization_id, counterparty_id)
WHERE status = 'candidate';
COMMENT ON TABLE hera_internal.discovered_pattern IS 'Rules and codes proposed from repeated choices of people, with their evidence; candidates run in shadow until a person accepts or dismisses them.';
COMMENT ON COLUMN hera_internal.discovered_pattern.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.discovered_pattern.id IS 'Identity, UUID version 7.';
COMMENT ON COLUMN hera_internal.discovered_pattern.kind IS 'payee, payee_text or unit for a rule; code for a posting template.';
COMMENT ON COLUMN hera_internal.discovered_pattern.pattern_key IS 'Digest of conditions and outcome: one row a proposal.';
COMMENT ON COLUMN hera_internal.discovered_pattern.transaction_type IS 'Type of the documents.';
COMMENT ON COLUMN hera_internal.discovered_pattern.counterparty_id IS 'Payee of the documents; NULL for any.';
COMMENT ON COLUMN hera_internal.discovered_pattern.text_pattern IS 'LIKE pattern on normalized payee and text; NULL for any.';
COMMENT ON COLUMN hera_internal.discovered_pattern.unit IS 'Cost centre of the documents; NULL for any.';
COMMENT ON COLUMN hera_internal.discovered_pattern.account_code IS 'Account that people chose; NULL for a code.';
COMMENT ON COLUMN hera_internal.discovered_pattern.smart_code IS 'Name proposed for a code; NULL for a rule.';
COMMENT ON COLUMN hera_internal.discovered_pattern.template IS 'Accounts and sides of a proposed code; NULL for a rule.';
COMMENT ON COLUMN hera_internal.discovered_pattern.support IS 'Documents for which people made this choice.';
COMMENT ON COLUMN hera_internal.discovered_pattern.documents IS 'Documents that meet the conditions.';
COMMENT ON COLUMN hera_internal.discovered_pattern.examples IS 'Ids of the latest documents with this choice, at most five.';
COMMENT ON COLUMN hera_internal.discovered_pattern.first_at IS 'Date of the first of them.';
COMMENT ON COLUMN hera_internal.discovered_pattern.last_at IS 'Date of the last of them.';
COMMENT ON COLUMN hera_internal.discovered_pattern.status IS 'candidate, accepted or dismissed.';
COMMENT ON COLUMN hera_internal.discovered_pattern.shadow_tries IS 'Documents that a person judged since it is a candidate and that meet the conditions.';
COMMENT ON COLUMN hera_internal.discovered_pattern.shadow_hits IS 'For how many of them it would have been right.';
COMMENT ON COLUMN hera_internal.discovered_pattern.active_hits IS 'For how many of the same documents what HERA proposed was right.';
COMMENT ON COLUMN hera_internal.discovered_pattern.rule_id IS 'Rule that it became.';
COMMENT ON COLUMN hera_internal.discovered_pattern.decided_by IS 'Who accepted or dismissed it.';
COMMENT ON COLUMN hera_internal.discovered_pattern.decided_at IS 'When.';
COMMENT ON COLUMN hera_internal.discovered_pattern.reason IS 'Why it was dismissed.';
COMMENT ON COLUMN hera_internal.discovered_pattern.created_at IS 'Time of the id, to the millisecond.';
