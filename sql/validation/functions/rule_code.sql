CREATE FUNCTION hera_internal.rule_code(p_kind text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The code of the faults of a rule that names none of its own.
BEGIN
    RETURN CASE p_kind
        WHEN 'required' THEN 'VAL_002'
        WHEN 'length' THEN 'VAL_005'
        WHEN 'pattern' THEN 'VAL_006'
        WHEN 'range' THEN 'VAL_014'
        WHEN 'allowed_values' THEN 'VAL_015'
        WHEN 'expression' THEN 'VAL_016'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.rule_code(text) IS 'Code of the faults of a kind of rules.';
