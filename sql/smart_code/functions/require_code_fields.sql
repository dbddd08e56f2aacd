CREATE FUNCTION hera_internal.require_code_fields(p_object jsonb, p_path text, p_fields text[])
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- An object with no other fields than these. Raises SMC_006.
DECLARE
    v_field text;
BEGIN
    IF jsonb_typeof(p_object) IS DISTINCT FROM 'object' THEN
        PERFORM hera_internal.raise_error('SMC_006', p_path, format('%s is not an object', p_path));
    END IF;
    SELECT min(k.field COLLATE "C") INTO v_field
    FROM jsonb_object_keys(p_object) AS k (field)
    WHERE k.field <> ALL (p_fields);
    IF v_field IS NOT NULL THEN
        PERFORM hera_internal.raise_error(
            'SMC_006', p_path || '.' || left(v_field, 40), format('%s has a field that is not known', p_path),
            format('The fields are %s.', array_to_string(p_fields, ', '))
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_code_fields(jsonb, text, text[]) IS 'Refuses parts of a smart code with unknown fields.';
