CREATE FUNCTION hera_internal.match_dimension(p_dimensions jsonb, p_condition text, p_path text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether one condition holds: dimension=TOKEN, alternatives after |, * for any token that is not neutral. A neutral
-- token holds where the dimension says nothing. Raises SMC_007.
DECLARE
    v_dimension CONSTANT text := split_part(p_condition, '=', 1);
    v_wanted CONSTANT text[] := string_to_array(split_part(p_condition, '=', 2), '|');
    v_found CONSTANT jsonb := p_dimensions -> v_dimension;
    v_unknown text;
BEGIN
    IF p_condition !~ '^[a-z_]+=([*]|[A-Z0-9_]+([|][A-Z0-9_]+)*)$' THEN
        PERFORM hera_internal.raise_error(
            'SMC_007', p_path, 'a condition of the pattern is not well formed',
            'dimension=TOKEN, dimension=TOKEN|TOKEN or dimension=*.'
        );
    END IF;
    IF NOT EXISTS (SELECT FROM hera_internal.smart_code_dimension AS d WHERE d.code = v_dimension) THEN
        PERFORM hera_internal.raise_error(
            'SMC_007', p_path || '.' || left(v_dimension, 40), 'the pattern names a dimension that is not known'
        );
    END IF;
    IF v_wanted = '{*}' THEN
        RETURN v_found IS NOT NULL;
    END IF;
    SELECT w.token INTO v_unknown
    FROM unnest(v_wanted) WITH ORDINALITY AS w (token, number)
    WHERE NOT EXISTS (
        SELECT FROM hera_internal.smart_code_token AS t WHERE t.token = w.token AND t.dimension = v_dimension
    )
    ORDER BY w.number
    LIMIT 1;
    IF FOUND THEN
        PERFORM hera_internal.raise_error(
            'SMC_007', p_path || '.' || left(v_unknown, 40), format('%s has no such token', v_dimension)
        );
    END IF;
    -- A string holds itself, an array its elements.
    RETURN coalesce(v_found ?| v_wanted, EXISTS (
        SELECT FROM hera_internal.smart_code_token AS t
        WHERE t.dimension = v_dimension AND t.neutral AND t.token = ANY (v_wanted)
    ));
END
$function$;
COMMENT ON FUNCTION hera_internal.match_dimension(jsonb, text, text) IS 'Whether a condition of a pattern holds for the dimensions of a code.';
