CREATE FUNCTION hera_internal.text_hashes(p_head text)
RETURNS bigint[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Hashes of what hera_internal.text_block gives, for look-ups, where neither order nor repeats matter. A short payee
-- or text, as nearly all are, is spelled without sorting: nothing of it is left out. Its words have one blank between
-- them, so its trigrams are those whose middle is not blank.
DECLARE
    v_source CONSTANT text := left(p_head, 2);
    v_text CONSTANT text := ' ' || substr(p_head, 3) || ' ';
    v_words CONSTANT text[] := string_to_array(substr(p_head, 3), ' ');
BEGIN
    IF cardinality(v_words) > 12 OR length(v_text) + cardinality(v_words) > 51 THEN
        RETURN ARRAY(SELECT hashtextextended(u.feature, 0) FROM unnest(hera_internal.text_block(p_head)) AS u (feature));
    END IF;
    RETURN ARRAY(SELECT hashtextextended('w:' || v_source || w.word, 0) FROM unnest(v_words) AS w (word))
        || ARRAY(
            SELECT hashtextextended('c:' || v_source || substr(v_text, i, 3), 0)
            FROM generate_series(1, length(v_text) - 2) AS i
            WHERE substr(v_text, i + 1, 1) <> ' '
        )
        || CASE WHEN v_source = 'p:' THEN ARRAY(
            SELECT hashtextextended('b:p:' || v_words[i - 1] || ' ' || v_words[i], 0)
            FROM generate_series(2, cardinality(v_words)) AS i
        ) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.text_hashes(text) IS 'Hashes of the features that spell a payee or a text.';
GRANT EXECUTE ON FUNCTION hera_internal.text_hashes(text) TO hera_owner;
