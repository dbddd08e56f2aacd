CREATE FUNCTION hera_internal.read_code_dimensions(p_tokens text[], p_offset integer)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tokens in any order as an object by dimension, neutral ones left out; p_offset is the number of segments before
-- them. Raises SMC_004 for a token that is not known, SMC_005 for a dimension that has a token already.
DECLARE
    v_fault record;
BEGIN
    SELECT a.token, a.number + p_offset - 1 AS place INTO v_fault
    FROM unnest(p_tokens) WITH ORDINALITY AS a (token, number)
    WHERE NOT EXISTS (SELECT FROM hera_internal.smart_code_token AS t WHERE t.token = a.token)
    ORDER BY a.number
    LIMIT 1;
    IF FOUND THEN
        PERFORM hera_internal.raise_error(
            'SMC_004', format('segments[%s].%s', v_fault.place, left(v_fault.token, 40)),
            format('%s is not a token of any dimension', left(v_fault.token, 40))
        );
    END IF;
    SELECT t.token, t.dimension, a.number + p_offset - 1 AS place INTO v_fault
    FROM unnest(p_tokens) WITH ORDINALITY AS a (token, number)
    JOIN hera_internal.smart_code_token AS t ON t.token = a.token
    JOIN hera_internal.smart_code_dimension AS d ON d.code = t.dimension
    WHERE EXISTS (
        SELECT FROM unnest(p_tokens) WITH ORDINALITY AS b (token, number)
        JOIN hera_internal.smart_code_token AS u ON u.token = b.token
        WHERE b.number < a.number AND u.dimension = t.dimension
            AND (u.token = t.token OR u.neutral OR t.neutral OR NOT d.multiple)
    )
    ORDER BY a.number
    LIMIT 1;
    IF FOUND THEN
        PERFORM hera_internal.raise_error(
            'SMC_005', format('segments[%s].%s', v_fault.place, v_fault.token),
            format('the dimension %s has a token before %s', v_fault.dimension, v_fault.token)
        );
    END IF;
    RETURN (
        SELECT coalesce(jsonb_object_agg(x.dimension, CASE WHEN x.multiple THEN x.tokens ELSE x.tokens -> 0 END), '{}')
        FROM (
            SELECT t.dimension, d.multiple, jsonb_agg(t.token ORDER BY t.ordinal, t.token COLLATE "C") AS tokens
            FROM hera_internal.smart_code_token AS t
            JOIN hera_internal.smart_code_dimension AS d ON d.code = t.dimension
            WHERE t.token = ANY (p_tokens) AND NOT t.neutral
            GROUP BY t.dimension, d.multiple
        ) AS x
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.read_code_dimensions(text[], integer) IS 'The dimensions that the tokens of a smart code state.';
