CREATE FUNCTION hera_internal.base_amount(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_posting jsonb
)
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The amount by which limits and four eyes judge, in the currency of the organization: the total, or the debit side of the
-- lines where that is more, because whoever states lines may state any total beside them. The rate is the stated one,
-- or that of the books where that is more. A line that only carries a difference of exchange counts what it is worth.
BEGIN
    RETURN (
        SELECT greatest(
            p_document.total_amount * max(r.rate) FILTER (WHERE d.currency = p_document.currency),
            sum(d.amount * r.rate + d.difference)
        )
        FROM (
            SELECT l.currency, sum(l.amount) AS amount,
                coalesce(sum(l.base_amount) FILTER (WHERE l.amount = 0), 0) AS difference
            FROM (
                SELECT e.currency, e.amount, e.base_amount
                FROM jsonb_to_recordset(p_posting) AS e (side text, amount numeric, currency text, base_amount numeric)
                WHERE e.side = 'debit'
                UNION ALL
                SELECT p_document.currency, 0, 0
            ) AS l
            GROUP BY l.currency
        ) AS d
        CROSS JOIN LATERAL (
            SELECT CASE d.currency
                WHEN p_caller.currency THEN 1
                ELSE coalesce(greatest(
                    CASE d.currency WHEN p_document.currency THEN p_document.exchange_rate END,
                    hera_internal.known_rate(p_caller, d.currency, p_document.transaction_date)
                ), 1)
            END AS rate
        ) AS r
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.base_amount(hera_internal.caller_context, hera_internal.document, jsonb) IS 'Amount of a document and its lines by which limits judge, in the currency of its organization.';
