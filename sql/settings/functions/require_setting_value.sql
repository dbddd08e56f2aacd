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
    v_range boolean := p_type IN ('integer', 'number');
    v_fits boolean := p_value IS NULL OR (p_value ~ v_pattern AND (p_pattern IS NULL OR p_value ~ ('^(' || p_pattern || ')$')));
BEGIN
    IF v_fits AND v_range AND p_value IS NOT NULL THEN
        v_fits := p_value::numeric BETWEEN coalesce(p_minimum, '-Infinity') AND coalesce(p_maximum, 'Infinity');
    END IF;
    IF NOT v_fits THEN
        PERFORM hera_internal.require_known('p_value', p_value, false, CASE
            WHEN p_type = 'boolean' THEN 'true, false'
            WHEN v_range THEN concat_ws(
                ' ', CASE p_type WHEN 'integer' THEN 'a whole number' ELSE 'a number of at most nine decimals' END,
                'from ' || trim_scale(p_minimum), 'to ' || trim_scale(p_maximum)
            )
            WHEN p_pattern ~ '^[a-z_|]+$' THEN replace(p_pattern, '|', ', ')
            WHEN p_pattern IS NOT NULL THEN 'a text that matches ' || p_pattern
            ELSE 'at most 255 characters in one line'
        END);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_setting_value(text, numeric, numeric, text, text) IS 'Raises unless a value fits the definition of its setting.';
