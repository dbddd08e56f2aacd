CREATE FUNCTION hera_internal.multiply_polynomials(p_left jsonb, p_right jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- p_left * p_right, exactly; NULL when it is too large.
BEGIN
    RETURN hera_internal.normal_polynomial(coalesce((
        SELECT jsonb_object_agg(s.monomial, s.amount)
        FROM (
            SELECT m.monomial, sum(l.value::numeric * r.value::numeric) AS amount
            FROM jsonb_each_text(p_left -> 't') AS l
            CROSS JOIN jsonb_each_text(p_right -> 't') AS r
            CROSS JOIN LATERAL (
                SELECT coalesce(string_agg(v.number, '*' ORDER BY v.number::integer), '') AS monomial
                FROM unnest(string_to_array(l.key, '*') || string_to_array(r.key, '*')) AS v (number)
            ) AS m
            GROUP BY m.monomial
        ) AS s
    ), '{}'), (p_left ->> 'd')::numeric * (p_right ->> 'd')::numeric);
END
$function$;
COMMENT ON FUNCTION hera_internal.multiply_polynomials(jsonb, jsonb) IS 'Product of two polynomials.';
GRANT EXECUTE ON FUNCTION hera_internal.multiply_polynomials(jsonb, jsonb) TO hera_owner;
