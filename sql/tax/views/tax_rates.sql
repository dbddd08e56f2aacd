CREATE VIEW hera_bi.tax_rates WITH (security_invoker = true) AS
SELECT
    r.organization_id,
    r.code AS tax_code,
    c.name AS tax_name,
    c.kind AS tax_kind,
    r.rate::numeric(10, 6) AS rate,
    r.valid_from,
    lead(r.valid_from) OVER (PARTITION BY r.organization_id, r.code ORDER BY r.valid_from) - 1 AS valid_to,
    r.input_account_id,
    r.output_account_id
FROM hera_internal.tax_rate AS r
INNER JOIN hera_internal.tax_code AS c ON c.organization_id = r.organization_id AND c.code = r.code;
COMMENT ON VIEW hera_bi.tax_rates IS 'Rates of tax codes, one row a code and first day.';
COMMENT ON COLUMN hera_bi.tax_rates.organization_id IS 'Organization.';
COMMENT ON COLUMN hera_bi.tax_rates.tax_code IS 'Tax code.';
COMMENT ON COLUMN hera_bi.tax_rates.tax_name IS 'Name of the tax code.';
COMMENT ON COLUMN hera_bi.tax_rates.tax_kind IS 'input, output or both.';
COMMENT ON COLUMN hera_bi.tax_rates.rate IS 'Percent of the net amount.';
COMMENT ON COLUMN hera_bi.tax_rates.valid_from IS 'First day of the rate.';
COMMENT ON COLUMN hera_bi.tax_rates.valid_to IS 'Last day of the rate; NULL while there is no next.';
COMMENT ON COLUMN hera_bi.tax_rates.input_account_id IS 'Account that input tax is posted to.';
COMMENT ON COLUMN hera_bi.tax_rates.output_account_id IS 'Account that output tax is posted to.';
GRANT SELECT ON hera_bi.tax_rates TO hera_bi, hera_auditor;
GRANT SELECT ON hera_internal.tax_rate, hera_internal.tax_code TO hera_bi, hera_auditor;
