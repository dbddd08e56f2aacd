CREATE FUNCTION hera_internal.describe_feature(p_feature text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_kind text := split_part(p_feature, ':', 1);
    v_value text := substr(p_feature, length(split_part(p_feature, ':', 1)) + 2);
BEGIN
    RETURN CASE v_kind
        WHEN 'ty' THEN 'type ' || v_value
        WHEN 'p' THEN format('payee "%s"', v_value)
        WHEN 't' THEN CASE v_value WHEN '' THEN 'no text' ELSE format('text "%s"', v_value) END
        WHEN 'pt' THEN 'this payee with this text'
        WHEN 'u' THEN CASE v_value WHEN '' THEN 'no cost centre' ELSE format('cost centre "%s"', v_value) END
        WHEN 'uw' THEN format('word "%s" of the cost centre', v_value)
        WHEN 'pu' THEN 'this payee with this cost centre'
        WHEN 'tu' THEN 'this text with this cost centre'
        WHEN 'ab' THEN format(
            'amount from %s to %s', round(10 ^ (v_value::numeric / 2), 2), round(10 ^ ((v_value::numeric + 1) / 2), 2)
        )
        WHEN 's' THEN CASE v_value WHEN '1' THEN 'credit note' ELSE 'no credit note' END
        WHEN 'ea' THEN 'amount of exactly ' || v_value
        WHEN 'pe' THEN 'this payee with exactly this amount'
        WHEN 'pab' THEN 'this payee with an amount like this'
        WHEN 'vat' THEN CASE v_value WHEN 'none' THEN 'no tax' WHEN 'all' THEN 'nothing but tax' ELSE 'tax of ' || v_value || ' %' END
        WHEN 'dom' THEN format('day %s to %s of the month', v_value::integer * 5 + 1, least(v_value::integer * 5 + 5, 31))
        WHEN 'w' THEN format(
            CASE left(v_value, 1) WHEN 'p' THEN 'word "%s" of the payee' ELSE 'word "%s" of the text' END, substr(v_value, 3)
        )
        WHEN 'b' THEN format('words "%s" of the payee', substr(v_value, 3))
        WHEN 'c' THEN format(
            CASE left(v_value, 1) WHEN 'p' THEN 'letters "%s" in the payee' ELSE 'letters "%s" in the text' END, substr(v_value, 3)
        )
        ELSE p_feature
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.describe_feature(text) IS 'A feature in words.';
