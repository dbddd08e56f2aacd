CREATE FUNCTION hera_internal.order_expression(p_words text[], p_path text)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The words of an expression with each sign after what it joins: a * (b + c) becomes a b c + *. A function is followed by
-- the number of its values, as in min(2; a sign before a value is neg. Raises LED_091 with the word that does not fit.
DECLARE
    v_word text;
    v_result text[] := '{}'::text[];
    v_open text[] := '{}'::text[];
    v_counts integer[] := '{}'::integer[];
    v_expects_value boolean := true;
    v_rank CONSTANT jsonb := '{"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3}'::jsonb;
BEGIN
    -- The end is a word that no text has.
    FOREACH v_word IN ARRAY p_words || ''::text LOOP
        IF v_expects_value THEN
            IF v_word ~ '^[0-9]{1,12}([.][0-9]{1,9})?$' OR v_word = ANY ('{gross,net,tax,quantity,rate}') THEN
                v_result := v_result || v_word;
                v_expects_value := false;
                CONTINUE;
            ELSIF v_word ~ '[(]$' THEN
                v_open := v_open || v_word;
                v_counts := v_counts || 1;
                CONTINUE;
            ELSIF v_word = '-' THEN
                v_open := v_open || 'neg'::text;
                CONTINUE;
            END IF;
        ELSIF v_word = ANY ('{+,-,*,/,",",),""}') THEN
            WHILE (v_rank ->> v_open[cardinality(v_open)])::integer >= coalesce((v_rank ->> v_word)::integer, 0) LOOP
                v_result := v_result || v_open[cardinality(v_open)];
                v_open := trim_array(v_open, 1);
            END LOOP;
            IF v_rank ? v_word THEN
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
        PERFORM hera_internal.raise_error('LED_091', p_path, CASE v_word
            WHEN '' THEN 'the amount ends where more is expected'
            ELSE format('%s does not fit where it stands', quote_literal(left(v_word, 40)))
        END);
    END LOOP;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.order_expression(text[], text) IS 'Words of an expression in the order in which they are computed.';
GRANT EXECUTE ON FUNCTION hera_internal.order_expression(text[], text) TO hera_owner;
