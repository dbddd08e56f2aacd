CREATE FUNCTION hera_internal.base_features(p_document hera_internal.document, p_payee text, p_text text)
RETURNS hera_internal.feature_set
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- All features but trigrams. Payee and text are normalized already; 60 signs of each are looked at, which bounds the
-- number of features whatever a caller sends. A letter and a colon say what kind a feature is:
-- p, t: word of payee, of text; i: payee; y: payee and text; k: type; a: amount band with sign; d: third of the month;
-- u: unit; x: tax band; v: payee and amount band; w: payee and unit.
DECLARE
    v_set hera_internal.feature_set;
    v_payee text := left(p_payee, 60);
    v_text text := left(p_text, 60);
    v_unit text := left(p_document.unit, 60);
    v_band text := hera_internal.amount_band(p_document.total_amount);
    v_word text;
BEGIN
    v_set.context := ARRAY[
        'k:' || p_document.transaction_type,
        'a:' || CASE WHEN p_document.credit_note THEN '-' ELSE '' END || v_band,
        'd:' || (date_part('day', p_document.transaction_date)::integer - 1) / 10,
        'u:' || coalesce(v_unit, ''),
        'x:' || hera_internal.tax_band(p_document.total_amount, p_document.tax_amount)
    ];
    v_set.payee_words := '{}';
    v_set.text_words := '{}';
    IF v_payee <> '' THEN
        v_set.payee := 'i:' || v_payee;
        v_set.context := v_set.context || ARRAY['v:' || v_payee || ':' || v_band, 'w:' || v_payee || ':' || coalesce(v_unit, '')];
        FOREACH v_word IN ARRAY string_to_array(v_payee, ' ') LOOP
            v_set.payee_words := v_set.payee_words || ('p:' || v_word);
        END LOOP;
    END IF;
    IF v_text <> '' THEN
        v_set.whole := 'y:' || v_payee || ':' || v_text;
        FOREACH v_word IN ARRAY string_to_array(v_text, ' ') LOOP
            v_set.text_words := v_set.text_words || ('t:' || v_word);
        END LOOP;
    END IF;
    RETURN v_set;
END
$function$;
COMMENT ON FUNCTION hera_internal.base_features(hera_internal.document, text, text) IS 'Features of a document without the trigrams of its words.';
GRANT EXECUTE ON FUNCTION hera_internal.base_features(hera_internal.document, text, text) TO hera_owner;
