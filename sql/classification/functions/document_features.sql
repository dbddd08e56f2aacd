CREATE FUNCTION hera_internal.document_features(p_document hera_internal.document)
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What classification knows of a document, as texts: the one definition, from which models are trained and scored and
-- embeddings are made. A feature that occurs twice stands twice.
DECLARE
    v_base hera_internal.feature_set := hera_internal.document_base(p_document);
    v_features text[] := hera_internal.flat_features(v_base);
    v_word text;
BEGIN
    FOREACH v_word IN ARRAY v_base.payee_words || v_base.text_words LOOP
        v_features := v_features || hera_internal.word_trigrams(v_word);
    END LOOP;
    RETURN v_features;
END
$function$;
COMMENT ON FUNCTION hera_internal.document_features(hera_internal.document) IS 'Features of a document.';
