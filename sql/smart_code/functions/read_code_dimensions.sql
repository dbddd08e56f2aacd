CREATE FUNCTION hera_internal.read_code_dimensions(p_tokens text[], p_offset integer)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tokens in any order as an object by dimension, neutral ones left out; p_offset is the number of segments before
-- them. One look-up by key a token: a join would read the whole registry for a handful of tokens. Raises SMC_004 for a
-- token that is not known, SMC_005 for one that its dimension has no room for.
DECLARE
    v_found jsonb := '{}'::jsonb;
    v_neutral text[] := '{}'::text[];
    v_token text;
    v_dimension text;
    v_is_neutral boolean;
    v_is_multiple boolean;
    v_path text;
BEGIN
    FOR v_number IN 1..coalesce(cardinality(p_tokens), 0) LOOP
        v_token := p_tokens[v_number];
        v_path := format('segments[%s].%s', p_offset + v_number - 1, left(v_token, 40));
        SELECT t.dimension, t.neutral, d.multiple INTO v_dimension, v_is_neutral, v_is_multiple
        FROM hera_internal.smart_code_token AS t
        JOIN hera_internal.smart_code_dimension AS d ON d.code = t.dimension
        WHERE t.token = v_token;
        IF NOT FOUND THEN
            PERFORM hera_internal.raise_error(
                'SMC_004', v_path, format('%s is not a token of any dimension', left(v_token, 40))
            );
        END IF;
        IF v_found ? v_dimension AND (NOT v_is_multiple OR v_found -> v_dimension ? v_token) THEN
            PERFORM hera_internal.raise_error(
                'SMC_005', v_path, format('the dimension %s has a token before %s', v_dimension, v_token)
            );
        END IF;
        IF v_is_multiple THEN
            v_found := jsonb_set(v_found, ARRAY[v_dimension], hera_internal.order_tokens(v_found -> v_dimension, v_token));
        ELSE
            v_found := v_found || jsonb_build_object(v_dimension, v_token);
        END IF;
        IF v_is_neutral THEN
            v_neutral := v_neutral || v_dimension;
        END IF;
    END LOOP;
    RETURN v_found - v_neutral;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_code_dimensions(text[], integer) IS 'The dimensions that the tokens of a smart code state.';
