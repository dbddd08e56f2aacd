CREATE FUNCTION hera_internal.base_features(p_document hera_internal.document, p_payee text, p_text text)
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- All features but those that spell payee and text, which are normalized already: those of hera_internal.feature_list,
-- then the words of the unit, each once. Every part is cut, so that their number and length are bounded whatever a caller
-- sends. Features 13 and 14 are the heads of payee and text. A guess makes the same list where it is scored.
DECLARE
    v_unit text := coalesce(left(lower(p_document.unit), 100), '');
    v_features text[] := hera_internal.feature_list(p_document, left(p_payee, 200), left(p_text, 200), v_unit);
    v_word text;
BEGIN
    FOREACH v_word IN ARRAY coalesce(hera_internal.unit_features(hera_internal.normalize_text(v_unit)), '{}') LOOP
        IF v_word <> ALL (v_features[15:]) THEN
            v_features := v_features || v_word;
        END IF;
    END LOOP;
    RETURN v_features;
END
$function$;
COMMENT ON FUNCTION hera_internal.base_features(hera_internal.document, text, text) IS 'Features of a document but those that spell its payee and text.';
GRANT EXECUTE ON FUNCTION hera_internal.base_features(hera_internal.document, text, text) TO hera_owner;
