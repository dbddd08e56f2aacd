CREATE FUNCTION hera_internal.base_features(p_document hera_internal.document, p_payee text, p_text text)
RETURNS hera_internal.feature_set
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- All features but those that spell payee and text, which are normalized already. Every part is cut, so that their
-- number and length are bounded whatever a caller sends. What stands before the colon says what kind a feature is:
-- ty type, p payee, t text, pt both, u unit, uw word of the unit, pu and tu payee and text with the unit, ab amount band
-- (two to a factor of ten), s direction, ea amount, pe and pab payee with amount and band, vat tax, dom days of month.
DECLARE
    v_set hera_internal.feature_set;
    v_payee text := left(p_payee, 200);
    v_text text := left(p_text, 200);
    v_unit text := coalesce(left(lower(p_document.unit), 100), '');
    v_total numeric := p_document.total_amount;
    v_amount text := CASE WHEN p_document.credit_note THEN '-' ELSE '' END || round(v_total, 2);
    v_band text := floor(2 * log(greatest(v_total, 0.01)::float8))::text;
    v_word text;
BEGIN
    v_set.payee := 'p:' || v_payee;
    v_set.text := 't:' || v_text;
    v_set.context := ARRAY[
        'ty:' || p_document.transaction_type,
        'pt:' || v_payee || '|' || v_text,
        'u:' || v_unit,
        'pu:' || v_payee || '|' || v_unit,
        'tu:' || v_text || '|' || v_unit,
        'ab:' || v_band,
        CASE WHEN p_document.credit_note THEN 's:1' ELSE 's:0' END,
        'ea:' || v_amount,
        'pe:' || v_payee || '|' || v_amount,
        'pab:' || v_payee || '|' || v_band,
        CASE
            WHEN coalesce(p_document.tax_amount, 0) <= 0 THEN 'vat:none'
            WHEN p_document.tax_amount >= v_total THEN 'vat:all'
            ELSE 'vat:' || round(100 * p_document.tax_amount / (v_total - p_document.tax_amount))
        END,
        'dom:' || (date_part('day', p_document.transaction_date)::integer - 1) / 5
    ];
    IF v_unit <> '' THEN
        FOREACH v_word IN ARRAY (string_to_array(hera_internal.normalize_text(v_unit), ' '))[:8] LOOP
            v_word := 'uw:' || v_word;
            IF v_word <> ALL (v_set.context) THEN
                v_set.context := v_set.context || v_word;
            END IF;
        END LOOP;
    END IF;
    RETURN v_set;
END
$function$;
COMMENT ON FUNCTION hera_internal.base_features(hera_internal.document, text, text) IS 'Features of a document but those that spell its payee and text.';
GRANT EXECUTE ON FUNCTION hera_internal.base_features(hera_internal.document, text, text) TO hera_owner;
