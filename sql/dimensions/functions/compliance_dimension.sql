CREATE FUNCTION hera_internal.compliance_dimension(
    p_regimes text, p_tags jsonb, p_transaction_type text, p_lines_stated boolean, p_amount numeric, p_channel text,
    p_industry text, p_person boolean, p_sox_amount numeric, p_aml_amount numeric
)
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tags of the counterparty, and of the rules that the organization says apply to it those whose condition holds: SOX for
-- journals and large amounts, PCI for cards, GDPR for persons and payrolls, HIPAA for medicine, AML for large cash sales.
-- In the order of the registry; NULL for none.
DECLARE
    v_regimes CONSTANT text[] := regexp_split_to_array(upper(p_regimes), '[^A-Z]+');
BEGIN
    RETURN nullif(ARRAY(
        SELECT t.tag
        FROM (VALUES
            (1, 'SOX', p_lines_stated OR p_amount >= p_sox_amount),
            (2, 'PCI', p_transaction_type = 'card_purchase' OR p_channel = 'CARDFEED'),
            (3, 'GDPR', p_person OR p_transaction_type = 'payroll'),
            (4, 'HIPAA', p_industry = 'HEALTHCARE'),
            (5, 'AML', p_transaction_type = 'sale' AND p_amount >= p_aml_amount)
        ) AS t (place, tag, holds)
        WHERE (t.holds AND t.tag = ANY (v_regimes)) OR coalesce(p_tags ? t.tag, false)
        ORDER BY t.place
    ), '{}');
END
$function$;
COMMENT ON FUNCTION hera_internal.compliance_dimension(text, jsonb, text, boolean, numeric, text, text, boolean, numeric, numeric) IS 'Which rules apply to a document.';
