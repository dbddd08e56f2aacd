CREATE FUNCTION hera_internal.describe_form(p_scope text, p_field text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Says in words what form a value of a field has, for the message of VAL_006. Where the form is none of those that many
-- fields share, the description of the field says it.
DECLARE
    v_field hera_internal.request_field;
BEGIN
    SELECT f.* INTO STRICT v_field FROM hera_internal.request_field AS f WHERE f.scope = p_scope AND f.field = p_field;
    RETURN p_field || ' is ' || CASE
        WHEN v_field.value_kind = 'date' THEN 'a day, written YYYY-MM-DD'
        WHEN v_field.value_kind = 'uuid' THEN 'an id, a UUID'
        WHEN v_field.value_kind = 'rate' THEN 'a positive number of at most 12 digits before the point and 20 after it'
        WHEN v_field.value_kind = 'money' THEN concat(
            'a ', CASE WHEN v_field.pattern LIKE '^-%' THEN NULL ELSE 'positive ' END,
            'number of at most 15 digits before the point and 20 after it, written like 1234.56'
        )
        WHEN v_field.pattern = '^[A-Z]{3}$' THEN 'three capital letters'
        WHEN v_field.pattern = '^[a-z][a-z0-9_]*$' THEN 'a name in small letters, digits and _'
        WHEN v_field.pattern = '[^[:space:]]' THEN 'a text that is not empty'
        WHEN v_field.pattern LIKE '^(%)$' AND v_field.pattern !~ '[][*+?{.]' THEN 'one of ' || replace(btrim(v_field.pattern, '^()$'), '|', ', ')
        ELSE 'not well formed: ' || v_field.description
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.describe_form(text, text) IS 'The form of a field of a request in words.';
