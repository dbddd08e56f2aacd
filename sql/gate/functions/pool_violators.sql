CREATE FUNCTION hera_internal.pool_violators(p_values double precision[], p_weights double precision[])
RETURNS double precision[]
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Isotonic regression by pooling adjacent violators: the never falling values with the least weighted squares from the
-- given ones. Pools are kept on a stack; a pool that does not lie above the one before it is merged into that.
DECLARE
    v_values double precision[] := ARRAY[]::double precision[];
    v_weights double precision[] := ARRAY[]::double precision[];
    v_sizes integer[] := ARRAY[]::integer[];
    v_result double precision[] := ARRAY[]::double precision[];
    n integer := 0;
BEGIN
    FOR i IN 1 .. cardinality(p_values) LOOP
        n := n + 1;
        v_values[n] := p_values[i];
        v_weights[n] := p_weights[i];
        v_sizes[n] := 1;
        WHILE n > 1 AND v_values[n - 1] >= v_values[n] LOOP
            v_values[n - 1] := (v_values[n - 1] * v_weights[n - 1] + v_values[n] * v_weights[n])
                / (v_weights[n - 1] + v_weights[n]);
            v_weights[n - 1] := v_weights[n - 1] + v_weights[n];
            v_sizes[n - 1] := v_sizes[n - 1] + v_sizes[n];
            n := n - 1;
        END LOOP;
    END LOOP;
    FOR i IN 1 .. n LOOP
        v_result := v_result || array_fill(v_values[i], ARRAY[v_sizes[i]]);
    END LOOP;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.pool_violators(double precision[], double precision[]) IS 'Isotonic regression: pool adjacent violators.';
