CREATE FUNCTION hera_internal.require_setting_value(
    p_type text, p_minimum numeric, p_maximum numeric, p_pattern text, p_value text
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises VAL_010 unless the value has the type and lies in the range, or matches the pattern, of the definition; NULL
-- always may be set.
DECLARE
    v_pattern text := CASE p_type
        WHEN 'integer' THEN '^-?[0-9]{1,16}$'
        WHEN 'number' THEN '^-?[0-9]{1,16}(\.[0-9]{1,9})?$'
        WHEN 'boolean' THEN '^(true|false)$'
        ELSE '^.{0,255}$'
    END;
BEGIN
    PERFORM hera_internal.require_known('p_value', p_value, p_value IS NULL OR p_value ~ v_pattern);
    PERFORM hera_internal.require_known(
        'p_value', p_value, p_value IS NULL OR p_pattern IS NULL OR p_value ~ ('^(' || p_pattern || ')$')
    );
    IF p_type IN ('integer', 'number') THEN
        PERFORM hera_internal.require_known(
            'p_value', p_value,
            p_value IS NULL OR p_value::numeric BETWEEN coalesce(p_minimum, '-Infinity')
            AND coalesce(p_maximum, 'Infinity')
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_setting_value(text, numeric, numeric, text, text) IS 'Raises unless a value fits the definition of its setting.';
