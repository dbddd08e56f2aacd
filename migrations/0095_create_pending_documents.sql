-- pending joins the statuses. The wider check holds for every row that met the narrower one.
-- squawk-ignore ban-drop-constraint
ALTER DOMAIN hera_internal.posting_status DROP CONSTRAINT posting_status_check;
-- squawk-ignore ban-alter-domain-with-add-constraint
ALTER DOMAIN hera_internal.posting_status ADD CONSTRAINT posting_status_ck
CHECK (value IN ('draft', 'pending', 'pending_review', 'manual_required', 'posted', 'auto_posted', 'voided'));
COMMENT ON COLUMN hera.universal_transactions.posting_status IS 'draft, pending, pending_review, manual_required, posted, auto_posted or voided.';

CREATE TABLE hera_internal.pending_document (
    organization_id uuid NOT NULL,
    transaction_id uuid NOT NULL,
    transaction_created_at timestamptz NOT NULL,
    amount hera_internal.amount NOT NULL,
    expires_at timestamptz,
    reservations smallint NOT NULL,
    resolution text,
    posted_amount hera_internal.amount,
    reason text,
    resolved_at timestamptz,
    resolved_by text,
    CONSTRAINT pending_document_pk PRIMARY KEY (organization_id, transaction_id),
    CONSTRAINT pending_document_resolution_ck CHECK (resolution IN ('posted', 'voided', 'expired')),
    CONSTRAINT pending_document_resolved_ck CHECK (
        (resolution IS NULL) = (resolved_at IS NULL)
        AND (resolution IS NOT DISTINCT FROM 'posted') = (posted_amount IS NOT NULL)
        AND (posted_amount <= amount) IS NOT FALSE
    )
) WITH (fillfactor = 80);
CREATE INDEX pending_document_unresolved_ix ON hera_internal.pending_document (organization_id, transaction_id)
WHERE resolution IS NULL;
CREATE INDEX pending_document_expires_at_ix ON hera_internal.pending_document (expires_at)
WHERE resolution IS NULL;
COMMENT ON TABLE hera_internal.pending_document IS 'Documents that were stored as pending: what each reserves, until when, and how it was resolved, once.';
COMMENT ON COLUMN hera_internal.pending_document.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.pending_document.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_internal.pending_document.transaction_created_at IS 'created_at of the document.';
COMMENT ON COLUMN hera_internal.pending_document.amount IS 'Gross amount that was reserved.';
COMMENT ON COLUMN hera_internal.pending_document.expires_at IS 'From when on it reserves nothing and cannot be posted; NULL for never.';
COMMENT ON COLUMN hera_internal.pending_document.reservations IS 'Number of its reservations; it is posted only while all are there.';
COMMENT ON COLUMN hera_internal.pending_document.resolution IS 'posted, voided or expired; NULL while it is pending.';
COMMENT ON COLUMN hera_internal.pending_document.posted_amount IS 'Gross amount that was posted, the whole or a part.';
COMMENT ON COLUMN hera_internal.pending_document.reason IS 'Why it was voided.';
COMMENT ON COLUMN hera_internal.pending_document.resolved_at IS 'When it was resolved.';
COMMENT ON COLUMN hera_internal.pending_document.resolved_by IS 'Actor who did.';

CREATE TABLE hera_internal.reservation (
    organization_id uuid NOT NULL,
    account_id uuid NOT NULL,
    currency text NOT NULL,
    transaction_id uuid NOT NULL,
    debit numeric NOT NULL,
    credit numeric NOT NULL,
    expires_at timestamptz,
    CONSTRAINT reservation_pk PRIMARY KEY (organization_id, account_id, currency, transaction_id),
    CONSTRAINT reservation_amount_ck CHECK (
        least(debit, credit) = 0 AND greatest(debit, credit) > 0 AND greatest(debit, credit) < 'Infinity'
    )
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX reservation_transaction_id_ix ON hera_internal.reservation (organization_id, transaction_id);
COMMENT ON TABLE hera_internal.reservation IS 'What pending documents would move on accounts, net per document; a row goes when its document is resolved, or when a check of a limit meets it expired.';
COMMENT ON COLUMN hera_internal.reservation.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_internal.reservation.account_id IS 'Account.';
COMMENT ON COLUMN hera_internal.reservation.currency IS 'Currency of the amounts.';
COMMENT ON COLUMN hera_internal.reservation.transaction_id IS 'Pending document.';
COMMENT ON COLUMN hera_internal.reservation.debit IS 'Debit less credit of the document where that is positive, or 0.';
COMMENT ON COLUMN hera_internal.reservation.credit IS 'Credit less debit of the document where that is positive, or 0.';
COMMENT ON COLUMN hera_internal.reservation.expires_at IS 'From when on it no longer counts, as its document.';

ALTER TABLE hera_internal.limit_check
ADD COLUMN debit_reserved numeric NOT NULL DEFAULT 0,
ADD COLUMN credit_reserved numeric NOT NULL DEFAULT 0;
COMMENT ON COLUMN hera_internal.limit_check.line_number IS 'Number of the line in its document; 0 for what the document reserves, -1 for what it releases.';
COMMENT ON COLUMN hera_internal.limit_check.debit_reserved IS 'Debit that was reserved, negative where a reservation was released.';
COMMENT ON COLUMN hera_internal.limit_check.credit_reserved IS 'Credit that was reserved, negative where a reservation was released.';
COMMENT ON TABLE hera_internal.limit_check IS 'What a transaction has posted, reserved and released on limited accounts and must check before it commits; no row outlives its transaction.';
