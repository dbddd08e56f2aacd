CREATE TABLE hera_internal.idempotency_key (
    organization_id uuid NOT NULL,
    key text NOT NULL,
    field_digests jsonb NOT NULL,
    transaction_id uuid NOT NULL,
    transaction_created_at timestamptz NOT NULL,
    outcome jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT idempotency_key_pk PRIMARY KEY (organization_id, key)
);
COMMENT ON TABLE hera_internal.idempotency_key IS 'Keys under which a document was stored, with the first outcome.';
COMMENT ON COLUMN hera_internal.idempotency_key.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.idempotency_key.key IS 'Key that the caller chose.';
COMMENT ON COLUMN hera_internal.idempotency_key.field_digests IS 'Digest of each field of the request, to name the one that differs without keeping the request.';
COMMENT ON COLUMN hera_internal.idempotency_key.transaction_id IS 'Document that was stored.';
COMMENT ON COLUMN hera_internal.idempotency_key.transaction_created_at IS 'created_at of that document.';
COMMENT ON COLUMN hera_internal.idempotency_key.outcome IS 'Outcome the first call gave.';
COMMENT ON COLUMN hera_internal.idempotency_key.created_at IS 'When the key was bound.';

CREATE TABLE hera_internal.reversal (
    organization_id uuid NOT NULL,
    original_id uuid NOT NULL,
    original_created_at timestamptz NOT NULL,
    reversal_id uuid NOT NULL,
    reversal_created_at timestamptz NOT NULL,
    reason text NOT NULL,
    created_by text NOT NULL,
    CONSTRAINT reversal_pk PRIMARY KEY (organization_id, original_id),
    CONSTRAINT reversal_reversal_id_uq UNIQUE (organization_id, reversal_id),
    CONSTRAINT reversal_reason_ck CHECK (length(reason) BETWEEN 1 AND 1000)
);
COMMENT ON TABLE hera_internal.reversal IS 'Which document reverses which; a document is reversed once only.';
COMMENT ON COLUMN hera_internal.reversal.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.reversal.original_id IS 'Document that was reversed.';
COMMENT ON COLUMN hera_internal.reversal.original_created_at IS 'created_at of that document.';
COMMENT ON COLUMN hera_internal.reversal.reversal_id IS 'Document that reverses it.';
COMMENT ON COLUMN hera_internal.reversal.reversal_created_at IS 'created_at of the reversing document.';
COMMENT ON COLUMN hera_internal.reversal.reason IS 'Why it was reversed.';
COMMENT ON COLUMN hera_internal.reversal.created_by IS 'Actor who reversed it.';

CREATE TABLE hera_internal.settlement (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    settled_id uuid NOT NULL,
    transaction_created_at timestamptz NOT NULL,
    settled_created_at timestamptz NOT NULL,
    amount numeric NOT NULL,
    currency text NOT NULL,
    CONSTRAINT settlement_pk PRIMARY KEY (organization_id, transaction_id, settled_id),
    CONSTRAINT settlement_amount_ck CHECK (amount > 0 AND amount < 'Infinity')
);
CREATE INDEX settlement_settled_id_ix ON hera_internal.settlement (organization_id, settled_id);
COMMENT ON TABLE hera_internal.settlement IS 'How much of which document a payment settles.';
COMMENT ON COLUMN hera_internal.settlement.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.settlement.transaction_id IS 'Paying document.';
COMMENT ON COLUMN hera_internal.settlement.settled_id IS 'Document that is settled.';
COMMENT ON COLUMN hera_internal.settlement.transaction_created_at IS 'created_at of the paying document.';
COMMENT ON COLUMN hera_internal.settlement.settled_created_at IS 'created_at of the settled document.';
COMMENT ON COLUMN hera_internal.settlement.amount IS 'Amount settled, positive.';
COMMENT ON COLUMN hera_internal.settlement.currency IS 'Currency of the amount, ISO 4217.';

CREATE TABLE hera_internal.status_transition (
    from_status text NOT NULL,
    to_status text NOT NULL,
    CONSTRAINT status_transition_pk PRIMARY KEY (from_status, to_status)
);
COMMENT ON TABLE hera_internal.status_transition IS 'The status changes a document may make.';
COMMENT ON COLUMN hera_internal.status_transition.from_status IS 'Status before.';
COMMENT ON COLUMN hera_internal.status_transition.to_status IS 'Status after.';
