CREATE VIEW hera_bi.transaction_lines WITH (security_invoker = true) AS
SELECT
    l.organization_id,
    l.transaction_id,
    l.line_number,
    l.created_at,
    l.transaction_date,
    l.posted_at,
    l.account_id,
    l.side::text AS side,
    l.amount::numeric(24, 4) AS amount,
    (CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END)::numeric(24, 4) AS signed_amount,
    l.currency,
    l.unit,
    l.tax_code,
    l.tax_rate::numeric(10, 6) AS tax_rate,
    l.tax_part,
    l.base_amount::numeric(24, 4) AS base_amount
FROM hera.universal_transaction_lines AS l;
COMMENT ON VIEW hera_bi.transaction_lines IS 'Ledger lines of posted documents, one row each.';
COMMENT ON COLUMN hera_bi.transaction_lines.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_bi.transaction_lines.transaction_id IS 'Document.';
COMMENT ON COLUMN hera_bi.transaction_lines.line_number IS 'Number of the line in the document.';
COMMENT ON COLUMN hera_bi.transaction_lines.created_at IS 'When the document was submitted.';
COMMENT ON COLUMN hera_bi.transaction_lines.transaction_date IS 'Date of effect in the books.';
COMMENT ON COLUMN hera_bi.transaction_lines.posted_at IS 'When the document was posted.';
COMMENT ON COLUMN hera_bi.transaction_lines.account_id IS 'Ledger account.';
COMMENT ON COLUMN hera_bi.transaction_lines.side IS 'debit or credit.';
COMMENT ON COLUMN hera_bi.transaction_lines.amount IS 'Amount, not negative.';
COMMENT ON COLUMN hera_bi.transaction_lines.signed_amount IS 'Amount, positive for debit, negative for credit.';
COMMENT ON COLUMN hera_bi.transaction_lines.currency IS 'Currency of the amount, ISO 4217.';
COMMENT ON COLUMN hera_bi.transaction_lines.unit IS 'Cost centre.';
COMMENT ON COLUMN hera_bi.transaction_lines.tax_code IS 'Tax code.';
COMMENT ON COLUMN hera_bi.transaction_lines.tax_rate IS 'Rate of the tax code when it was posted, in percent; NULL for lines without tax.';
COMMENT ON COLUMN hera_bi.transaction_lines.tax_part IS 'input_net, input_tax, output_net or output_tax; NULL for lines without tax.';
COMMENT ON COLUMN hera_bi.transaction_lines.base_amount IS 'Amount in the organization''s currency.';
GRANT SELECT ON hera_bi.transaction_lines TO hera_bi, hera_auditor;
GRANT SELECT ON hera.universal_transaction_lines TO hera_bi, hera_auditor;
