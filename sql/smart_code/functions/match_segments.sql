CREATE FUNCTION hera_internal.match_segments(p_segments text[], p_pattern text[])
RETURNS boolean
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Goes back to the last ** only, which is enough: so the work is at most the product of the two lengths, which no
-- regular expression made from a caller's pattern would promise.
DECLARE
    v_segment integer := 1;
    v_place integer := 1;
    v_star integer;
    v_mark integer;
BEGIN
    WHILE v_segment <= cardinality(p_segments) LOOP
        IF p_pattern[v_place] = '**' THEN
            v_star := v_place;
            v_mark := v_segment;
            v_place := v_place + 1;
        ELSIF p_pattern[v_place] IN ('*', p_segments[v_segment]) THEN
            v_segment := v_segment + 1;
            v_place := v_place + 1;
        ELSIF v_star IS NOT NULL THEN
            v_mark := v_mark + 1;
            v_segment := v_mark;
            v_place := v_star + 1;
        ELSE
            RETURN false;
        END IF;
    END LOOP;
    RETURN '**' = ALL (p_pattern[v_place :]);
END
$function$;
COMMENT ON FUNCTION hera_internal.match_segments(text[], text[]) IS 'Whether segments fit a pattern with * and **.';
