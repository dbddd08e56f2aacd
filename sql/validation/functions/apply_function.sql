CREATE FUNCTION hera_internal.apply_function(p_function text, p_type text, p_values text[])
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A function of an expression: NULL where a value is, but present says so, and min and max take those there are. 2000-01-01,
-- from which days are counted, was a Saturday.
BEGIN
    RETURN CASE p_function
        WHEN 'list' THEN CASE p_type
            WHEN 't' THEN p_values ELSE ARRAY(SELECT trim_scale(v.value::numeric) FROM unnest(p_values) AS v (value))::text[]
        END::text
        WHEN 'min' THEN (SELECT min(v.value::numeric) FROM unnest(p_values) AS v (value))::text
        WHEN 'max' THEN (SELECT max(v.value::numeric) FROM unnest(p_values) AS v (value))::text
        WHEN 'abs' THEN abs(p_values[1]::numeric)::text
        WHEN 'round' THEN round(p_values[1]::numeric)::text
        WHEN 'length' THEN length(p_values[1])::text
        WHEN 'lower' THEN lower(p_values[1])
        WHEN 'number' THEN hera_internal.fact_text('n', p_values[1])
        WHEN 'weekday' THEN (mod(mod(floor(p_values[1]::numeric) + 5, 7) + 7, 7) + 1)::text
        WHEN 'present' THEN (coalesce(btrim(p_values[1]), '') <> '')::text
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_function(text, text, text[]) IS 'Functions in expressions of rules.';
