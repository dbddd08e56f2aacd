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
BEGIN
    RETURN ARRAY(
        SELECT u.feature
        FROM (
            SELECT 'w:' || v_source || w.word AS feature, w.place
            FROM unnest(v_words) WITH ORDINALITY AS w (word, place)
            UNION ALL
            SELECT 'b:p:' || v_words[i - 1] || ' ' || v_words[i], 100 + i
            FROM generate_series(2, CASE v_source WHEN 'p:' THEN cardinality(v_words) END) AS i
            UNION ALL
            SELECT 'c:' || v_source || substr(' ' || w.word || ' ', i, 3), 1000 * w.place + i
            FROM unnest(v_words[:12]) WITH ORDINALITY AS w (word, place)
            CROSS JOIN LATERAL generate_series(1, least(length(w.word), 50)) AS i
        ) AS u
        GROUP BY u.feature
        ORDER BY min(u.place)
        LIMIT 50
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.text_block(text) IS 'Features that spell a payee or a text.';
GRANT EXECUTE ON FUNCTION hera_internal.text_block(text) TO hera_owner;
