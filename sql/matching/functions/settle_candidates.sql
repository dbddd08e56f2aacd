CREATE FUNCTION hera_internal.settle_candidates(p_candidates jsonb, p_amount numeric)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The amount spread over the candidates in their order, each up to what is open on it.
BEGIN
    RETURN (
        SELECT jsonb_agg(jsonb_build_object(
            'transaction_id', s.id, 'amount', trim_scale(least(s.open, p_amount - s.before))
        ) ORDER BY s.number)
        FROM (
            SELECT c.value ->> 'transaction_id' AS id, (c.value ->> 'open')::numeric AS open, c.number,
                coalesce(sum((c.value ->> 'open')::numeric) OVER (
                    ORDER BY c.number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ), 0) AS before
            FROM jsonb_array_elements(p_candidates) WITH ORDINALITY AS c (value, number)
        ) AS s
        WHERE s.before < p_amount
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.settle_candidates(jsonb, numeric) IS 'Settlements that an amount makes of candidates, in their order.';
