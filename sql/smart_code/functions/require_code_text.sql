CREATE FUNCTION hera_internal.require_code_text(p_value jsonb, p_path text, p_form text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A string of the given form; NULL for a field that is missing or null. Raises SMC_006.
BEGIN
    IF coalesce(jsonb_typeof(p_value), 'null') = 'null' THEN
        RETURN NULL;
    END IF;
    -- One character more than the longest form matches keeps a long text out.
    IF jsonb_typeof(p_value) <> 'string' OR left(p_value #>> '{}', 33) !~ p_form THEN
        PERFORM hera_internal.raise_error(
            'SMC_006', p_path, format('%s is not well formed', p_path), format('A string that matches %s.', p_form)
        );
    END IF;
    RETURN p_value #>> '{}';
END
$function$;
COMMENT ON FUNCTION hera_internal.require_code_text(jsonb, text, text) IS 'A text among the parts of a smart code, of the form it must have.';
