CREATE FUNCTION hera_internal.text_block(p_head text)
RETURNS text[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The features that spell a payee (head 'p:...') or a text (head 't:...'), each once: words, for a payee pairs of
-- adjacent words, and trigrams of the first twelve words with a blank before and after. At most 50: trigrams of the last
-- words are left out first. The row of the head in a model holds what all of them add.
DECLARE
    v_source text := left(p_head, 2);
    v_words text[] := (string_to_array(substr(p_head, 3), ' '))[:20];
    v_block text[] := ARRAY[]::text[];
    v_feature text;
    v_word text;
BEGIN
    FOR i IN 1 .. coalesce(cardinality(v_words), 0) LOOP
        v_feature := 'w:' || v_source || v_words[i];
        IF v_feature <> ALL (v_block) THEN
            v_block := v_block || v_feature;
        END IF;
    END LOOP;
    IF v_source = 'p:' THEN
        FOR i IN 2 .. coalesce(cardinality(v_words), 0) LOOP
            v_feature := 'b:p:' || v_words[i - 1] || ' ' || v_words[i];
            IF v_feature <> ALL (v_block) THEN
                v_block := v_block || v_feature;
            END IF;
        END LOOP;
    END IF;
    FOREACH v_word IN ARRAY v_words[:12] LOOP
        v_word := ' ' || v_word || ' ';
        FOR i IN 1 .. least(length(v_word) - 2, 50) LOOP
            EXIT WHEN cardinality(v_block) >= 50;
            v_feature := 'c:' || v_source || substr(v_word, i, 3);
            IF v_feature <> ALL (v_block) THEN
                v_block := v_block || v_feature;
            END IF;
        END LOOP;
    END LOOP;
    RETURN v_block;
END
$function$;
COMMENT ON FUNCTION hera_internal.text_block(text) IS 'Words, pairs of words and trigrams of a payee or a text.';
GRANT EXECUTE ON FUNCTION hera_internal.text_block(text) TO hera_owner;
