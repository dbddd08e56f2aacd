CREATE FUNCTION hera_internal.add_polynomials(p_left jsonb, p_right jsonb, p_sign integer DEFAULT 1)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- p_left + p_sign * p_right, exactly; NULL when it is too large.
DECLARE
    v_left numeric := (p_left ->> 'd')::numeric;
    v_right numeric := (p_right ->> 'd')::numeric;
    v_common numeric := lcm(v_left, v_right);
BEGIN
    RETURN hera_internal.normal_polynomial(coalesce((
        SELECT jsonb_object_agg(s.monomial, s.amount)
        FROM (
            SELECT t.monomial, sum(t.amount) AS amount
            FROM (
                SELECT l.key AS monomial, l.value::numeric * div(v_common, v_left) AS amount
                FROM jsonb_each_text(p_left -> 't') AS l
                UNION ALL
                SELECT r.key, p_sign * r.value::numeric * div(v_common, v_right) FROM jsonb_each_text(p_right -> 't') AS r
            ) AS t
            GROUP BY t.monomial
        ) AS s
    ), '{}'), v_common);
END
$function$;
COMMENT ON FUNCTION hera_internal.add_polynomials(jsonb, jsonb, integer) IS 'Sum or difference of two polynomials.';
GRANT EXECUTE ON FUNCTION hera_internal.add_polynomials(jsonb, jsonb, integer) TO hera_owner;
