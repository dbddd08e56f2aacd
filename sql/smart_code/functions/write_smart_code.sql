CREATE FUNCTION hera_internal.write_smart_code(p_parts jsonb)
RETURNS text
LANGUAGE plpgsql
STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $function$
-- The canonical form of parts that are valid. A code that says more than its static part leaves out what is neutral.
DECLARE
    v_static CONSTANT jsonb := p_parts -> 'static';
    v_version CONSTANT text := coalesce(v_static ->> 'version', '1');
    v_tokens text[];
    v_mode text;
    v_neutral_mode text;
    v_dynamic boolean;
BEGIN
    SELECT array_agg(t.token ORDER BY d.ordinal, t.ordinal, t.token COLLATE "C") INTO v_tokens
    FROM hera_internal.smart_code_token AS t
    JOIN hera_internal.smart_code_dimension AS d ON d.code = t.dimension
    -- Lax paths unpack the arrays of dimensions with several tokens and take the rest as it is.
    WHERE NOT t.neutral AND t.token = ANY (
        ARRAY(SELECT jsonb_array_elements_text(jsonb_path_query_array(p_parts -> 'dimensions', '$.*[*]')))
    );
    SELECT m.mode INTO STRICT v_neutral_mode FROM hera_internal.smart_code_mode AS m WHERE m.neutral;
    v_mode := coalesce(v_static ->> 'mode', v_neutral_mode);
    v_dynamic := v_tokens IS NOT NULL OR (p_parts ->> 'model_tag') IS NOT NULL OR (p_parts ->> 'confidence') IS NOT NULL;
    RETURN concat_ws(
        '.',
        'HERA',
        v_static ->> 'module',
        v_static ->> 'process',
        CASE WHEN NOT v_dynamic OR v_mode <> v_neutral_mode THEN v_mode END,
        CASE WHEN NOT v_dynamic OR v_version <> '1' THEN 'v' || v_version END,
        array_to_string(v_tokens, '.'),
        p_parts ->> 'model_tag',
        'v' || (p_parts ->> 'model_version'),
        'conf' || (p_parts ->> 'confidence')
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.write_smart_code(jsonb) IS 'The canonical form of valid parts of a smart code.';
