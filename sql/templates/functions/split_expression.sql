CREATE FUNCTION hera_internal.split_expression(p_text text, p_path text)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The words of an expression: numbers, names, signs; min, max and round take their bracket with them. Every text has some
-- words; which are understood is found when they are put in order. The length is bounded before anything looks at the text.
-- Raises LED_091.
DECLARE
    v_words text[];
BEGIN
    IF length(p_text) BETWEEN 1 AND 200 THEN
        v_words := ARRAY(
            SELECT CASE WHEN w.word[1] ~ '^[a-z]+ *[(]$' THEN replace(w.word[1], ' ', '') ELSE w.word[1] END
            FROM regexp_matches(
                p_text, '([0-9]+(?:[.][0-9]+)?|(?:min|max|round) *[(]|[A-Za-z_]+|[^ ])', 'g'
            ) WITH ORDINALITY AS w (word, number)
            ORDER BY w.number
        );
    END IF;
    IF coalesce(cardinality(v_words), 0) = 0 THEN
        PERFORM hera_internal.raise_error('LED_091', p_path, 'an amount has 1 to 200 characters');
    END IF;
    RETURN v_words;
END
$function$;
COMMENT ON FUNCTION hera_internal.split_expression(text, text) IS 'Words of an expression.';
GRANT EXECUTE ON FUNCTION hera_internal.split_expression(text, text) TO hera_owner;
