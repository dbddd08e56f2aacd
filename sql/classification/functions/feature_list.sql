CREATE FUNCTION hera_internal.feature_list(p_document hera_internal.document, p_payee text, p_text text, p_unit text)
RETURNS text[]
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Twelve features that stand for themselves, the type first, then the heads of payee and text, which are normalized and
-- cut, as the unit is. What stands before the colon says what kind a feature is: ty type, pt payee and text, u unit,
-- pu and tu payee and text with the unit, ab amount band (two to a factor of ten), s direction, ea amount, pe and pab
-- payee with amount and band, vat tax, dom days of month, p payee, t text.
SELECT ARRAY[
    'ty:' || p_document.transaction_type,
    'pt:' || p_payee || '|' || p_text,
    'u:' || p_unit,
    'pu:' || p_payee || '|' || p_unit,
    'tu:' || p_text || '|' || p_unit,
    'ab:' || floor(2 * log(greatest(p_document.total_amount, 0.01)::float8))::text,
    CASE WHEN p_document.credit_note THEN 's:1' ELSE 's:0' END,
    CASE WHEN p_document.credit_note THEN 'ea:-' ELSE 'ea:' END || round(p_document.total_amount, 2)::text,
    'pe:' || p_payee || CASE WHEN p_document.credit_note THEN '|-' ELSE '|' END || round(p_document.total_amount, 2)::text,
    'pab:' || p_payee || '|' || floor(2 * log(greatest(p_document.total_amount, 0.01)::float8))::text,
    CASE
        WHEN coalesce(p_document.tax_amount, 0) <= 0 THEN 'vat:none'
        WHEN p_document.tax_amount >= p_document.total_amount THEN 'vat:all'
        ELSE 'vat:' || round(100 * p_document.tax_amount / (p_document.total_amount - p_document.tax_amount))::text
    END,
    'dom:' || ((date_part('day', p_document.transaction_date)::integer - 1) / 5)::text,
    'p:' || p_payee,
    't:' || p_text
]
$function$;
COMMENT ON FUNCTION hera_internal.feature_list(hera_internal.document, text, text, text) IS 'Features of a document but the words of its unit and those that spell payee and text.';
