CREATE FUNCTION hera_internal.part_document(
    p_document hera_internal.document, p_part numeric, p_posting jsonb
)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A document for a part of its total, whose lines are p_posting: net in proportion and tax the rest, as in its lines;
-- what it settles is settled in the order stated, as far as the part goes.
DECLARE
    v_net numeric := round(
        (p_document.total_amount - p_document.tax_amount) * p_part / p_document.total_amount, p_document.minor_unit
    );
BEGIN
    p_document.settles := (
        SELECT jsonb_agg(s.value || jsonb_build_object(
            'amount', trim_scale(least(s.amount, p_part - s.through + s.amount))
        ) ORDER BY s.number)
        FROM (
            SELECT e.value, e.number, (e.value ->> 'amount')::numeric AS amount,
                sum((e.value ->> 'amount')::numeric) OVER (ORDER BY e.number) AS through
            FROM jsonb_array_elements(p_document.settles) WITH ORDINALITY AS e (value, number)
        ) AS s
        WHERE s.through - s.amount < p_part
    );
    p_document.posting := CASE WHEN p_document.posting IS NOT NULL THEN p_posting END;
    p_document.total_amount := trim_scale(p_part);
    p_document.tax_amount := trim_scale(p_part - v_net);
    RETURN p_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.part_document(hera_internal.document, numeric, jsonb) IS 'A document for a part of its total.';
