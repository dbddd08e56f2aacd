CREATE FUNCTION hera_internal.balance_faults(p_lines jsonb, p_currency text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- One fault per currency in which debit and credit differ.
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(hera_internal.make_error(
            'LED_001', 'lines', format('debit is %s and credit is %s in %s', b.debit, b.credit, b.currency)
        ) ORDER BY b.currency), '[]')
        FROM (
            SELECT coalesce(l ->> 'currency', p_currency) AS currency,
                coalesce(sum((l ->> 'amount')::numeric) FILTER (WHERE l ->> 'side' = 'debit'), 0) AS debit,
                coalesce(sum((l ->> 'amount')::numeric) FILTER (WHERE l ->> 'side' = 'credit'), 0) AS credit
            FROM jsonb_array_elements(p_lines) AS l
            GROUP BY 1
        ) AS b
        WHERE b.debit <> b.credit
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.balance_faults(jsonb, text) IS 'Faults of lines that do not balance.';
