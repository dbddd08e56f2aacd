CREATE FUNCTION hera_internal.require_code_tokens(p_dimension text, p_tokens jsonb)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- An array of different tokens of one dimension. Raises SMC_004, SMC_005, SMC_006.
DECLARE
    v_item record;
    v_path CONSTANT text := 'dimensions.' || p_dimension;
BEGIN
    FOR v_item IN
        SELECT e.value #>> '{}' AS token, e.number, jsonb_typeof(e.value) AS type
        FROM jsonb_array_elements(p_tokens) WITH ORDINALITY AS e (value, number)
        ORDER BY e.number
    LOOP
        IF v_item.type <> 'string' THEN
            PERFORM hera_internal.raise_error('SMC_006', v_path, format('a token of %s is not a string', p_dimension));
        END IF;
        IF NOT EXISTS (
            SELECT FROM hera_internal.smart_code_token AS t
            WHERE t.token = v_item.token AND t.dimension = p_dimension
        ) THEN
            PERFORM hera_internal.raise_error(
                'SMC_004', v_path || '.' || left(v_item.token, 40), format('%s has no such token', p_dimension)
            );
        END IF;
        IF EXISTS (
            SELECT FROM jsonb_array_elements_text(p_tokens) WITH ORDINALITY AS e (token, number)
            WHERE e.token = v_item.token AND e.number < v_item.number
        ) THEN
            PERFORM hera_internal.raise_error(
                'SMC_005', v_path || '.' || v_item.token, format('%s has %s twice', p_dimension, v_item.token)
            );
        END IF;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_code_tokens(text, jsonb) IS 'Refuses tokens that are not of the dimension or come twice.';
