CREATE FUNCTION hera_internal.order_words(p_words text[], p_language jsonb, p_path text)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The words of an expression with each sign after what it joins: a * (b + c) becomes a b c + *. A function is followed by
-- the number of its values, as in min(2. The language says which words are values (a regular expression), which signs join
-- two, what stands before one (prefixes, and what they become), how strongly each of them binds (ranks), and the code of
-- its errors, which are raised with the word that does not fit.
DECLARE
    v_word text;
    v_result text[] := '{}'::text[];
    v_open text[] := '{}'::text[];
    v_counts integer[] := '{}'::integer[];
    v_expects_value boolean := true;
    v_rank CONSTANT jsonb := p_language -> 'ranks';
BEGIN
    -- The end is a word that no text has.
    FOREACH v_word IN ARRAY p_words || ''::text LOOP
        IF v_expects_value THEN
            IF v_word ~ (p_language ->> 'values') THEN
                v_result := v_result || v_word;
                v_expects_value := false;
                CONTINUE;
            ELSIF v_word ~ '[(]$' THEN
                v_open := v_open || v_word;
                v_counts := v_counts || 1;
                CONTINUE;
            ELSIF p_language -> 'prefixes' ? v_word THEN
                v_open := v_open || (p_language #>> ARRAY['prefixes', v_word]);
                CONTINUE;
            END IF;
        ELSIF p_language -> 'signs' ? v_word OR v_word = ANY ('{",",),""}') THEN
            WHILE (v_rank ->> v_open[cardinality(v_open)])::integer >= coalesce((v_rank ->> v_word)::integer, 0) LOOP
                v_result := v_result || v_open[cardinality(v_open)];
                v_open := trim_array(v_open, 1);
            END LOOP;
            IF p_language -> 'signs' ? v_word THEN
                v_open := v_open || v_word;
                v_expects_value := true;
                CONTINUE;
            ELSIF v_word = ',' AND length(v_open[cardinality(v_open)]) > 1 THEN
                v_counts[cardinality(v_counts)] := v_counts[cardinality(v_counts)] + 1;
                v_expects_value := true;
                CONTINUE;
            ELSIF v_word = ')' AND cardinality(v_open) > 0 THEN
                IF length(v_open[cardinality(v_open)]) > 1 THEN
                    v_result := v_result || (v_open[cardinality(v_open)] || v_counts[cardinality(v_counts)]);
                END IF;
                v_open := trim_array(v_open, 1);
                v_counts := trim_array(v_counts, 1);
                CONTINUE;
            ELSIF v_word = '' AND cardinality(v_open) = 0 THEN
                RETURN v_result;
            END IF;
        END IF;
        PERFORM hera_internal.raise_error(p_language ->> 'code', p_path, CASE v_word
            WHEN '' THEN format('the %s ends where more is expected', p_language ->> 'name')
            ELSE format('%s does not fit where it stands', quote_literal(left(v_word, 40)))
        END);
    END LOOP;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.order_words(text[], jsonb, text) IS 'Words of an expression in the order in which they are computed.';
GRANT EXECUTE ON FUNCTION hera_internal.order_words(text[], jsonb, text) TO hera_owner;
