CREATE FUNCTION hera_internal.field_text(p_data_type text, p_value jsonb)
RETURNS text
LANGUAGE plpgsql
STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the value as text that casts to its data type without error, or NULL when it is not of that type. Lengths
-- are checked before any cast, since a numeric of many digits ignores a statement timeout. Locks and raises nothing.
DECLARE
    v_kind text := jsonb_typeof(p_value);
    v_text text := p_value #>> '{}';
BEGIN
    CASE p_data_type
        WHEN 'text' THEN
            RETURN CASE WHEN v_kind = 'string' THEN v_text END;
        WHEN 'boolean' THEN
            RETURN CASE WHEN v_kind = 'boolean' THEN v_text END;
        WHEN 'json' THEN
            RETURN CASE WHEN v_kind <> 'null' THEN p_value::text END;
        WHEN 'date' THEN
            RETURN CASE WHEN v_kind = 'string' THEN hera_internal.field_date(v_text)::text END;
        WHEN 'timestamp' THEN
            RETURN CASE WHEN v_kind = 'string' AND hera_internal.field_timestamp(v_text) IS NOT NULL THEN v_text END;
        ELSE
            -- A decimal may also come as a string: many languages have no exact decimal in JSON.
            IF v_kind NOT IN ('number', 'string') OR length(v_text) > 64
                OR v_text !~ '^-?[0-9]{1,30}([.][0-9]{1,20})?$'
            THEN
                RETURN NULL;
            END IF;
            IF p_data_type = 'integer' THEN
                RETURN CASE WHEN v_text::numeric = trunc(v_text::numeric) THEN trunc(v_text::numeric)::text END;
            END IF;
            RETURN v_text;
    END CASE;
END
$function$;
COMMENT ON FUNCTION hera_internal.field_text(text, jsonb) IS
'Text of a JSON value that casts safely to a field data type, or NULL when the value is not of that type.';
