CREATE FUNCTION hera.list_word_trigrams(p_organization_id uuid, p_words text[])
RETURNS TABLE (word text, trigrams text[])
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- The trigrams of word features, as the server takes them. Raises VAL_010 for more than 100,000 words.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'models.train');
    PERFORM hera_internal.require_known('p_words', NULL, coalesce(cardinality(p_words), 0) <= 100000);
    RETURN QUERY
    SELECT w.word, hera_internal.word_trigrams(w.word) FROM unnest(p_words) AS w (word);
END
$function$;
COMMENT ON FUNCTION hera.list_word_trigrams(uuid, text[]) IS 'Trigrams of word features, to train a model with.';
GRANT EXECUTE ON FUNCTION hera.list_word_trigrams(uuid, text[]) TO hera_app, hera_admin;
