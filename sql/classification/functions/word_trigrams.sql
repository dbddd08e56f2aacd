CREATE FUNCTION hera_internal.word_trigrams(p_word text)
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The trigrams of a word feature such as 'p:acme', which spell the word with a blank before and after it. They do not
-- say where the word stood, so a payee teaches what a text says, too.
DECLARE
    v_word text := ' ' || substr(p_word, 3) || ' ';
    v_trigrams text[] := '{}';
BEGIN
    FOR i IN 1 .. length(v_word) - 2 LOOP
        v_trigrams := v_trigrams || ('3:' || substr(v_word, i, 3));
    END LOOP;
    RETURN v_trigrams;
END
$function$;
COMMENT ON FUNCTION hera_internal.word_trigrams(text) IS 'Trigrams of a word feature.';
