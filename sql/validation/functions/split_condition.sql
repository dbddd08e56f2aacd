CREATE FUNCTION hera_internal.split_condition(p_text text, p_path text)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The words of an expression of a rule: texts in single quotes, days, numbers, names, signs. A function takes its bracket
-- with it, and the bracket after in is a list. The length is bounded before anything looks at the text. Raises VAL_018.
DECLARE
    v_words text[];
BEGIN
    IF length(p_text) BETWEEN 1 AND 500 THEN
        v_words := ARRAY(
            SELECT CASE
                WHEN w.word[1] = '(' AND lag(w.word[1]) OVER (ORDER BY w.number) = 'in' THEN 'list('
                WHEN w.word[1] ~ '^[a-z]+[[:space:]]*[(]$' THEN regexp_replace(w.word[1], '[[:space:]]', '', 'g')
                WHEN w.word[1] = '<>' THEN '!='
                ELSE w.word[1]
            END
            FROM regexp_matches(
                p_text,
                '(''(?:[^'']|'''')*''|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+(?:[.][0-9]+)?'
                || '|(?:min|max|abs|round|length|number|present|weekday|lower)[[:space:]]*[(]'
                || '|[A-Za-z_][A-Za-z0-9_]*(?:[.][A-Za-z0-9_]+)*|<=|>=|<>|!=|[^[:space:]])',
                'g'
            ) WITH ORDINALITY AS w (word, number)
            ORDER BY w.number
        );
    END IF;
    IF coalesce(cardinality(v_words), 0) NOT BETWEEN 1 AND 100 THEN
        PERFORM hera_internal.raise_error('VAL_018', p_path, 'an expression has 1 to 500 characters and at most 100 words');
    END IF;
    RETURN v_words;
END
$function$;
COMMENT ON FUNCTION hera_internal.split_condition(text, text) IS 'Words of an expression of a rule.';
