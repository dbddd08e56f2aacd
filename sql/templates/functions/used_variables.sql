CREATE FUNCTION hera_internal.used_variables(p_lines jsonb, p_atoms jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The fields of a document that amounts depend on: gross, tax, quantity, rate. Of what cancelled out nothing is left.
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(DISTINCT ('{gross,tax,quantity,rate}'::text[])[v.number::integer]), '[]')
        FROM (
            SELECT l.value -> 'amount' AS amount FROM jsonb_array_elements(p_lines) AS l
            UNION ALL
            SELECT o.value FROM jsonb_array_elements(p_atoms) AS a CROSS JOIN LATERAL jsonb_array_elements(a.value -> 'of') AS o
        ) AS p
        CROSS JOIN LATERAL jsonb_object_keys(CASE jsonb_typeof(p.amount) WHEN 'object' THEN p.amount -> 't' ELSE '{}' END)
            AS m (monomial)
        CROSS JOIN LATERAL unnest(string_to_array(m.monomial, '*')) AS v (number)
        WHERE v.number::integer <= 4
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.used_variables(jsonb, jsonb) IS 'Fields of a document that a template needs.';
GRANT EXECUTE ON FUNCTION hera_internal.used_variables(jsonb, jsonb) TO hera_owner;
