CREATE FUNCTION hera_internal.compile_condition(p_text text, p_path text, p_of_line boolean)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What hera_internal.condition_holds runs for an expression: its words in order, each sign with the types of what it
-- joins. Every type is known here, so no document can make it fail; nothing of the text is ever executed. NULL for none.
-- Raises VAL_018.
DECLARE
    v_word text;
    v_types text[] := '{}'::text[];
    v_program text[] := '{}'::text[];
    v_of text;
    v_type text;
    v_count integer;
    v_signs CONSTANT jsonb := '{
        "+ nn": "n", "+ dn": "d", "- nn": "n", "- dd": "n", "- dn": "d", "* nn": "n", "/ nn": "n", "neg n": "n",
        "= nn": "b", "= tt": "b", "= dd": "b", "!= nn": "b", "!= tt": "b", "!= dd": "b", "< nn": "b", "< dd": "b",
        "<= nn": "b", "<= dd": "b", "> nn": "b", "> dd": "b", ">= nn": "b", ">= dd": "b", "and bb": "b", "or bb": "b",
        "not b": "b", "list( n": "N", "list( t": "T", "list( d": "N", "in nN": "b", "in dN": "b", "in tT": "b",
        "min( n": "n", "max( n": "n", "min( d": "d", "max( d": "d", "abs( n": "n", "round( n": "n", "length( t": "n",
        "number( t": "n", "lower( t": "t", "weekday( d": "n", "present( t": "b", "present( n": "b", "present( d": "b"
    }'::jsonb;
BEGIN
    IF p_text IS NULL THEN
        RETURN NULL;
    END IF;
    FOREACH v_word IN ARRAY hera_internal.order_words(hera_internal.split_condition(p_text, p_path), '{
        "code": "VAL_018", "name": "expression", "signs": ["+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "in", "and", "or"],
        "values": "^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,12}([.][0-9]{1,9})?|''.*''|(?!(and|or|not|in)$)[A-Za-z_][A-Za-z0-9_.]*)$",
        "ranks": {"or": 1, "and": 2, "not": 3, "=": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "in": 4, "+": 5, "-": 5,
            "*": 6, "/": 6, "neg": 7},
        "prefixes": {"-": "neg", "not": "not"}
    }', p_path) LOOP
        v_type := CASE
            WHEN v_word ~ '^''' THEN 't'
            WHEN v_word ~ '^[0-9]{4}-' AND hera_internal.read_date(v_word) IS NOT NULL THEN 'd'
            WHEN v_word ~ '^[0-9.]+$' THEN 'n'
            WHEN v_word ~ '^metadata([.][A-Za-z0-9_]{1,63}){1,4}$' THEN 't'
            WHEN p_of_line OR v_word !~ '^line[.]' THEN hera_internal.rule_names() ->> v_word
        END;
        IF v_type IS NOT NULL THEN
            v_types := v_types || v_type;
            v_program := v_program || (v_type || CASE
                WHEN v_type = 't' AND v_word ~ '^''' THEN '=' || replace(substr(v_word, 2, length(v_word) - 2), '''''', '''')
                WHEN v_word ~ '^[0-9]{4}-' THEN '=' || (v_word::date - '2000-01-01'::date)::text
                WHEN v_word ~ '^[0-9]' THEN '=' || v_word
                ELSE '@' || v_word
            END);
            CONTINUE;
        END IF;
        v_count := CASE
            WHEN v_word ~ '[(]' THEN split_part(v_word, '(', 2)::integer WHEN v_word IN ('neg', 'not') THEN 1 ELSE 2
        END;
        v_of := array_to_string(v_types[cardinality(v_types) - v_count + 1 :], '');
        -- min, max and a list take any number of one type.
        IF v_word ~ '^(min|max|list)[(]' THEN
            v_of := regexp_replace(v_of, '^(n+|t+|d+)$', left(v_of, 1));
        END IF;
        v_type := v_signs ->> (regexp_replace(v_word, '[0-9]+$', '') || ' ' || v_of);
        IF v_type IS NULL OR cardinality(v_types) < v_count THEN
            PERFORM hera_internal.raise_error('VAL_018', p_path, format(
                '%s is no name, or does not take %s', quote_literal(left(regexp_replace(v_word, '[(][0-9]+$', ''), 40)),
                coalesce(nullif(array_to_string(ARRAY(
                    SELECT '{"n": "a number", "t": "a text", "d": "a day", "b": "a truth"}'::jsonb ->> t.letter
                    FROM unnest(string_to_array(lower(v_of), NULL)) AS t (letter)
                ), ' and '), ''), 'what stands there')
            ));
        END IF;
        v_types := trim_array(v_types, v_count) || v_type;
        v_program := v_program || (v_word || ' ' || left(v_of, 1));
    END LOOP;
    IF v_types <> '{b}' THEN
        PERFORM hera_internal.raise_error('VAL_018', p_path, 'an expression is true or false');
    END IF;
    RETURN v_program;
END
$function$;
COMMENT ON FUNCTION hera_internal.compile_condition(text, text, boolean) IS 'Program of an expression of a rule.';
