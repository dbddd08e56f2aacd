CREATE FUNCTION hera_internal.base_posting(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_posting jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A balanced posting whose foreign lines have base_amount, their value in the organization's currency. Debit and credit of
-- a currency come to the same sum, so both are worth that sum, rounded once; what the lines, rounded down, lack of it goes
-- to those with the largest remainders, a smallest unit each. So a posting that balances in each currency balances in the
-- organization's, and no line is a unit or more from its exact value. Raises FX_001 for a currency without a rate.
DECLARE
    v_rates jsonb := hera_internal.line_rates(p_caller.organization_id, p_document, p_posting);
    v_unit numeric := round(10.0 ^ (-p_caller.minor_unit), p_caller.minor_unit);
BEGIN
    IF v_rates IS NULL THEN
        RETURN p_posting;
    END IF;
    p_document.rates := v_rates;
    IF hera_internal.line_rate_faults(p_document) <> '[]' THEN
        PERFORM hera_internal.rejected(hera_internal.line_rate_faults(p_document), NULL, true);
    END IF;
    RETURN (
        SELECT jsonb_agg(
            CASE
                WHEN v.exact IS NULL THEN v.line
                ELSE v.line || jsonb_build_object('base_amount', trim_scale(v.floor + CASE
                    WHEN v.place <= (round(v.total, p_caller.minor_unit) - v.floors) / v_unit THEN v_unit ELSE 0
                END))
            END
            ORDER BY v.number
        )
        FROM (
            SELECT l.*, sum(l.exact) OVER side AS total, sum(l.floor) OVER side AS floors,
                row_number() OVER (PARTITION BY l.currency, l.side ORDER BY l.exact - l.floor DESC, l.number) AS place
            FROM (
                SELECT e.value AS line, e.number, e.value ->> 'currency' AS currency, e.value ->> 'side' AS side,
                    x.exact, trunc(x.exact, p_caller.minor_unit) AS floor
                FROM jsonb_array_elements(p_posting) WITH ORDINALITY AS e (value, number)
                CROSS JOIN LATERAL (
                    SELECT (e.value ->> 'amount')::numeric * (v_rates ->> (e.value ->> 'currency'))::numeric AS exact
                ) AS x
            ) AS l
            WINDOW side AS (PARTITION BY l.currency, l.side)
        ) AS v
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.base_posting(hera_internal.caller_context, hera_internal.document, jsonb) IS 'A posting with the value of its foreign lines in the organization''s currency.';
