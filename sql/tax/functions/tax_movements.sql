CREATE FUNCTION hera_internal.tax_movements(p_organization_id uuid, p_from date, p_to date, p_unit text)
RETURNS TABLE (
    transaction_id uuid, tax_code text, side text, rate numeric, currency text, net numeric, tax numeric, gross numeric,
    untold boolean
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Per document, code, rate and side what it says of tax from p_from to p_to: the lines with tax, and those on the tax
-- accounts without. Input is positive for debit, output for credit, in the organization's currency where the document has a
-- rate. For what has no code, net and gross are those of the document where its lines are the tax it states; untold where
-- they are not. NULL for any unit, no bound.
DECLARE
    v_currency text;
    v_minor_unit smallint;
BEGIN
    SELECT o.currency, o.minor_unit INTO v_currency, v_minor_unit
    FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id;
    RETURN QUERY
    WITH account AS MATERIALIZED (
        SELECT t.id, CASE WHEN bool_or(t.input) THEN 'input' ELSE 'output' END AS side
        FROM hera_internal.tax_accounts(p_organization_id) AS t
        GROUP BY t.id
    ), line AS (
        SELECT l.transaction_id, l.created_at, l.tax_code, split_part(l.tax_part, '_', 1) AS side, l.tax_rate,
            right(l.tax_part, 4) = '_net' AS is_net, l.currency,
            CASE WHEN (l.side = 'debit') = (left(l.tax_part, 5) = 'input') THEN l.amount ELSE -l.amount END AS amount
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id AND l.tax_part IS NOT NULL
            AND (p_from IS NULL OR l.transaction_date >= p_from) AND (p_to IS NULL OR l.transaction_date <= p_to)
            AND (p_unit IS NULL OR l.unit = p_unit)
        UNION ALL
        SELECT l.transaction_id, l.created_at, NULL, a.side, NULL, false, l.currency,
            CASE WHEN (l.side = 'debit') = (a.side = 'input') THEN l.amount ELSE -l.amount END
        FROM account AS a
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = p_organization_id AND l.account_id = a.id AND l.tax_part IS NULL
        WHERE (p_from IS NULL OR l.transaction_date >= p_from) AND (p_to IS NULL OR l.transaction_date <= p_to)
            AND (p_unit IS NULL OR l.unit = p_unit)
    ), document AS (
        SELECT l.transaction_id, l.created_at, l.tax_code, l.side, l.tax_rate, l.currency,
            coalesce(sum(l.amount) FILTER (WHERE l.is_net), 0) AS net,
            coalesce(sum(l.amount) FILTER (WHERE NOT l.is_net), 0) AS tax
        FROM line AS l
        GROUP BY 1, 2, 3, 4, 5, 6
    )
    SELECT d.transaction_id, d.tax_code, d.side, d.tax_rate, m.currency, m.net, m.tax, m.net + m.tax, m.untold
    FROM document AS d
    INNER JOIN hera.universal_transactions AS t
        ON t.organization_id = p_organization_id AND t.id = d.transaction_id AND t.created_at = d.created_at
    CROSS JOIN LATERAL (
        SELECT d.tax_code IS NULL AND (t.tax_amount <> abs(d.tax) OR d.tax = 0) AS untold,
            CASE
                WHEN d.currency = v_currency THEN 1
                WHEN d.currency = t.currency THEN t.exchange_rate
            END AS rate
    ) AS r
    CROSS JOIN LATERAL (
        SELECT r.untold, CASE WHEN r.rate IS NULL THEN d.currency ELSE v_currency END AS currency,
            CASE WHEN r.rate = 1 THEN n.net ELSE coalesce(round(n.net * r.rate, v_minor_unit), n.net) END AS net,
            CASE WHEN r.rate = 1 THEN d.tax ELSE coalesce(round(d.tax * r.rate, v_minor_unit), d.tax) END AS tax
        FROM (
            SELECT CASE
                WHEN d.tax_code IS NOT NULL THEN d.net
                WHEN r.untold THEN 0
                ELSE sign(d.tax) * (t.total_amount - t.tax_amount)
            END AS net
        ) AS n
    ) AS m;
END
$function$;
COMMENT ON FUNCTION hera_internal.tax_movements(uuid, date, date, text) IS 'Net and tax per document, code, rate and side between two days.';
