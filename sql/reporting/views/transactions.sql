CREATE VIEW hera_bi.transactions WITH (security_invoker = true) AS
SELECT
    t.organization_id,
    t.id AS transaction_id,
    t.created_at,
    t.transaction_type,
    t.transaction_date,
    t.document_date,
    t.due_date,
    t.posting_status::text AS posting_status,
    t.currency,
    (CASE WHEN t.credit_note THEN -t.total_amount ELSE t.total_amount END)::numeric(24, 4) AS total_amount,
    (CASE WHEN t.credit_note THEN -t.tax_amount ELSE t.tax_amount END)::numeric(24, 4) AS tax_amount,
    t.counterparty_id,
    t.unit,
    t.smart_code,
    t.account_code,
    t.ai_confidence_score::numeric(5, 4) AS ai_confidence_score,
    t.classified_by,
    t.submitted_by,
    t.posted_at,
    t.posted_by,
    r.reversal_id IS NOT NULL AS is_reversed,
    CASE
        WHEN t.posted_at IS NULL THEN NULL
        WHEN t.number_series IS NOT NULL THEN n.document_number
        ELSE upper(left(t.id::text, 8) || substr(t.id::text, 10, 4) || '-' || right(t.id::text, 12))
    END AS document_number,
    t.period AS adjustment_period,
    array_to_string(t.dimensions, '.') AS dimensions
FROM hera.universal_transactions AS t
LEFT JOIN hera_internal.reversal AS r
    ON r.organization_id = t.organization_id AND r.original_id = t.id
LEFT JOIN hera_internal.document_number AS n
    ON n.organization_id = t.organization_id AND n.transaction_id = t.id;
COMMENT ON VIEW hera_bi.transactions IS 'Documents, one row each; a credit note has negative amounts.';
COMMENT ON COLUMN hera_bi.transactions.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_bi.transactions.transaction_id IS 'Identity of the document.';
COMMENT ON COLUMN hera_bi.transactions.created_at IS 'When it was submitted.';
COMMENT ON COLUMN hera_bi.transactions.transaction_type IS 'Kind of business event.';
COMMENT ON COLUMN hera_bi.transactions.transaction_date IS 'Date of effect in the books.';
COMMENT ON COLUMN hera_bi.transactions.document_date IS 'Date on the document.';
COMMENT ON COLUMN hera_bi.transactions.due_date IS 'Date on which it falls due.';
COMMENT ON COLUMN hera_bi.transactions.posting_status IS 'draft, pending, pending_review, manual_required, posted, auto_posted or voided.';
COMMENT ON COLUMN hera_bi.transactions.currency IS 'Currency of the amounts, ISO 4217.';
COMMENT ON COLUMN hera_bi.transactions.total_amount IS 'Gross amount.';
COMMENT ON COLUMN hera_bi.transactions.tax_amount IS 'Tax contained in the gross amount.';
COMMENT ON COLUMN hera_bi.transactions.counterparty_id IS 'Counterparty.';
COMMENT ON COLUMN hera_bi.transactions.unit IS 'Cost centre.';
COMMENT ON COLUMN hera_bi.transactions.smart_code IS 'Static smart code.';
COMMENT ON COLUMN hera_bi.transactions.account_code IS 'Account that classification chose or the request stated.';
COMMENT ON COLUMN hera_bi.transactions.ai_confidence_score IS 'Confidence of a guess, 0 to 1; NULL where nothing was guessed.';
COMMENT ON COLUMN hera_bi.transactions.classified_by IS 'Stage of classification that spoke.';
COMMENT ON COLUMN hera_bi.transactions.submitted_by IS 'Actor who submitted it.';
COMMENT ON COLUMN hera_bi.transactions.posted_at IS 'When it was posted.';
COMMENT ON COLUMN hera_bi.transactions.posted_by IS 'Actor whose act posted it.';
COMMENT ON COLUMN hera_bi.transactions.is_reversed IS 'Whether a reversal undid it.';
COMMENT ON COLUMN hera_bi.transactions.document_number IS 'Number of the document, once it is posted.';
COMMENT ON COLUMN hera_bi.transactions.adjustment_period IS 'Adjustment period it was put in by name.';
COMMENT ON COLUMN hera_bi.transactions.dimensions IS 'Tokens of the dynamic smart code, a full stop between them; empty for all neutral, NULL where they were not judged.';
GRANT SELECT ON hera_bi.transactions TO hera_bi, hera_auditor;
GRANT SELECT ON hera.universal_transactions, hera_internal.reversal, hera_internal.document_number TO hera_bi, hera_auditor;
