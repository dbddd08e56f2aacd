CREATE FUNCTION hera_internal.pattern_fault(p_pattern text)
RETURNS text
LANGUAGE plpgsql
STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises NULL for a pattern that can be used, else the reason. Back references are refused because they are what
-- makes matching exponential, and looking around because it makes it polynomial. A group that is repeated a counted number
-- of times is copied as often when it is compiled, with all that is repeated inside: the product is bounded, and so is what
-- single characters are repeated. The pattern must stand alone and inside the brackets that anchor it, otherwise a stray
-- bracket could undo the anchors. Locks and raises nothing.
DECLARE
    v_copies numeric;
    v_repeats numeric;
BEGIN
    IF length(p_pattern) NOT BETWEEN 1 AND 200 THEN
        RETURN 'it is empty or longer than 200 characters';
    END IF;
    IF p_pattern ~ '\\[1-9]' THEN
        RETURN 'it has a back reference';
    ELSIF p_pattern ~ '[(][?][^:]' THEN
        RETURN 'it looks ahead or behind, or has an option';
    END IF;
    SELECT coalesce(exp(sum(ln(r.upper)) FILTER (WHERE r.of_group)), 1),
        coalesce(sum(r.upper) FILTER (WHERE NOT r.of_group), 0)
    INTO v_copies, v_repeats
    FROM (
        SELECT m.found[1] = ')' AS of_group, least(greatest(
            coalesce(nullif(m.found[3], ''), m.found[2])::numeric, 1
        ), 1000) AS upper
        FROM regexp_matches(p_pattern, '(.)[{]([0-9]{1,9}),?([0-9]{0,9})[}]', 'g') AS m (found)
    ) AS r;
    IF round(v_copies) * length(regexp_replace(p_pattern, '[^*+?|{]', '', 'g')) > 100 AND v_copies > 1
        OR round(v_copies) * greatest(v_repeats, 1) > 500
    THEN
        RETURN 'it repeats too much';
    END IF;
    PERFORM '' ~ p_pattern;
    PERFORM '' ~ ('^(?:' || p_pattern || ')$');
    RETURN NULL;
EXCEPTION
    WHEN invalid_regular_expression THEN
        RETURN 'it is not a regular expression';
END
$function$;
COMMENT ON FUNCTION hera_internal.pattern_fault(text) IS 'Why a pattern cannot be used, or NULL when it can.';
