CREATE FUNCTION hera_internal.part_posting(p_posting jsonb, p_part numeric, p_whole numeric)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The lines of a posting for a part of its total. The running sums of each side and currency are cut in proportion and
-- rounded, and a line is the difference of two: so both sides keep equal sums, and lines that come to nothing go.
BEGIN
    RETURN (
        SELECT jsonb_agg(l.value || jsonb_build_object('amount', trim_scale(l.through - l.before)) ORDER BY l.number)
        FROM (
            SELECT e.value, e.number,
                round(sum(c.amount) OVER side * p_part / p_whole, c.decimals) AS through,
                round((sum(c.amount) OVER side - c.amount) * p_part / p_whole, c.decimals) AS before
            FROM jsonb_array_elements(p_posting) WITH ORDINALITY AS e (value, number)
            CROSS JOIN LATERAL (
                SELECT (e.value ->> 'amount')::numeric AS amount, coalesce(k.minor_unit, 0)::integer AS decimals
                FROM hera_internal.currency AS k
                WHERE k.code = e.value ->> 'currency'
            ) AS c
            WINDOW side AS (PARTITION BY e.value ->> 'side', e.value ->> 'currency' ORDER BY e.number)
        ) AS l
        WHERE l.through > l.before
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.part_posting(jsonb, numeric, numeric) IS 'Balanced lines for a part of a posting.';
