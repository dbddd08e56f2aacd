CREATE FUNCTION hera_internal.condition_holds(p_program text[], p_facts jsonb)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether an expression is true of the facts of a document; NULL where it depends on what is absent, as in SQL. Days are
-- counted, so that they add up. Types were proved when it was compiled, and every number is bounded.
DECLARE
    v_word text;
    v_sign text;
    v_stack text[] := '{}'::text[];
    v_depth integer;
    v_count integer;
    v_a text;
    v_b text;
BEGIN
    FOREACH v_word IN ARRAY p_program LOOP
        v_depth := cardinality(v_stack);
        IF v_word ~ '^[ntdb][=@]' THEN
            v_stack := v_stack || CASE substr(v_word, 2, 1)
                WHEN '=' THEN substr(v_word, 3)
                ELSE hera_internal.fact_text(left(v_word, 1), p_facts #>> string_to_array(substr(v_word, 3), '.'))
            END;
            CONTINUE;
        END IF;
        v_sign := split_part(v_word, ' ', 1);
        v_count := CASE
            WHEN v_sign ~ '[(]' THEN split_part(v_sign, '(', 2)::integer WHEN v_sign IN ('neg', 'not') THEN 1 ELSE 2
        END;
        v_a := v_stack[v_depth - v_count + 1];
        v_b := v_stack[v_depth];
        v_stack := trim_array(v_stack, v_count) || CASE
            WHEN v_sign ~ '[(]' THEN hera_internal.apply_function(
                split_part(v_sign, '(', 1), right(v_word, 1), v_stack[v_depth - v_count + 1 :]
            )
            WHEN v_sign = 'not' THEN (NOT v_a::boolean)::text
            WHEN v_sign = 'and' THEN (v_a::boolean AND v_b::boolean)::text
            WHEN v_sign = 'or' THEN (v_a::boolean OR v_b::boolean)::text
            WHEN v_sign = 'in' THEN
                (CASE right(v_word, 1) WHEN 't' THEN v_a ELSE trim_scale(v_a::numeric)::text END = ANY (v_b::text[]))::text
            WHEN v_sign = '=' AND v_word = '= t' THEN (v_a = v_b)::text
            WHEN v_sign = '!=' AND v_word = '!= t' THEN (v_a <> v_b)::text
            WHEN v_sign = 'neg' THEN (-v_a::numeric)::text
            ELSE hera_internal.apply_sign(v_sign, v_a::numeric, v_b::numeric)
        END;
    END LOOP;
    RETURN v_stack[1]::boolean;
END
$function$;
COMMENT ON FUNCTION hera_internal.condition_holds(text[], jsonb) IS 'Whether an expression of a rule is true of a document.';
