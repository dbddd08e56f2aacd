CREATE FUNCTION hera_internal.rule_message(p_rule hera_internal.value_rule, p_path text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a rule without words of its own says of a value that breaks it.
DECLARE
    v_span text := concat_ws(
        ' and ', 'at least ' || trim_scale(p_rule.minimum)::text, 'at most ' || trim_scale(p_rule.maximum)::text
    );
BEGIN
    RETURN left(CASE p_rule.kind
        WHEN 'required' THEN format('%s is missing', p_path)
        WHEN 'range' THEN format('%s must be %s', p_path, v_span)
        WHEN 'length' THEN format('the length of %s must be %s', p_path, v_span)
        WHEN 'pattern' THEN format('%s does not match %s', p_path, p_rule.pattern)
        WHEN 'allowed_values' THEN format('%s must be one of %s', p_path, array_to_string(p_rule.allowed_values, ', '))
        ELSE format('it does not hold that %s', p_rule.expression)
    END, 500);
END
$function$;
COMMENT ON FUNCTION hera_internal.rule_message(hera_internal.value_rule, text) IS 'Words for a value that breaks a rule.';
