CREATE FUNCTION hera_internal.require_code_dimensions(p_dimensions jsonb)
RETURNS void
LANGUAGE plpgsql
STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $function$
-- Dimensions of a smart code to be written: a token each, an array of different tokens where a dimension may have
-- several, null for none. Raises SMC_004, SMC_005, SMC_006.
DECLARE
    v_item record;
    v_values jsonb;
BEGIN
    PERFORM hera_internal.require_code_fields(
        p_dimensions, 'dimensions',
        ARRAY(SELECT d.code FROM hera_internal.smart_code_dimension AS d ORDER BY d.ordinal)
    );
    FOR v_item IN
        SELECT d.code, d.multiple, p_dimensions -> d.code AS value
        FROM hera_internal.smart_code_dimension AS d
        WHERE jsonb_typeof(p_dimensions -> d.code) <> 'null'
        ORDER BY d.ordinal
    LOOP
        v_values := CASE WHEN v_item.multiple THEN v_item.value ELSE jsonb_build_array(v_item.value) END;
        IF jsonb_typeof(v_values) <> 'array' THEN
            PERFORM hera_internal.raise_error(
                'SMC_006', 'dimensions.' || v_item.code, format('%s takes an array of tokens', v_item.code)
            );
        END IF;
        PERFORM hera_internal.require_code_tokens(v_item.code, v_values);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_code_dimensions(jsonb) IS 'Refuses dimensions that no smart code can have.';
