CREATE FUNCTION hera_internal.require_sizes(p_names text[], p_values numeric[], p_divisor numeric DEFAULT 1)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises VAL_010 with the name of a value that is not from 0 to 10^15, or with that of the last when the divisor is not
-- positive: no product of them overflows, and nothing is divided by zero.
BEGIN
    FOR v_place IN 1 .. cardinality(p_names) LOOP
        PERFORM hera_internal.require_known(
            p_names[v_place], p_values[v_place]::text, p_values[v_place] >= 0 AND p_values[v_place] <= 1e15, '0 to 1000000000000000'
        );
    END LOOP;
    PERFORM hera_internal.require_known(
        p_names[cardinality(p_names)], p_values[cardinality(p_values)]::text, p_divisor > 0,
        'what leaves something to divide by'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.require_sizes(text[], numeric[], numeric) IS 'Raises unless quantities of a calculation of capacity can be reckoned with.';
GRANT EXECUTE ON FUNCTION hera_internal.require_sizes(text[], numeric[], numeric) TO hera_owner;
