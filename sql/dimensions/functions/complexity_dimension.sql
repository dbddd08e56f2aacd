CREATE FUNCTION hera_internal.complexity_dimension(p_posting jsonb, p_several_lines integer)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Of a posting that the request states. NULL for SIMPLE, which every document without stated lines is.
DECLARE
    v_lines boolean;
    v_taxes boolean;
    v_currencies boolean;
BEGIN
    SELECT count(*) >= p_several_lines, count(DISTINCT l.value ->> 'tax_code') > 1,
        count(DISTINCT l.value ->> 'currency') > 1
    INTO v_lines, v_taxes, v_currencies
    FROM jsonb_array_elements(p_posting) AS l (value);
    RETURN CASE
        WHEN v_lines::integer + v_taxes::integer + v_currencies::integer > 1 THEN 'COMPOUND'
        WHEN v_currencies THEN 'MULTICURRENCY'
        WHEN v_taxes THEN 'MULTITAX'
        WHEN v_lines THEN 'MULTILINE'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.complexity_dimension(jsonb, integer) IS 'How much is in a document.';
