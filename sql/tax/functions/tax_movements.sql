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
-- accounts without. Input is positive for debit, output for credit, in the organization's currency, each line at the value
-- it was posted with. For what has no code, net and gross are those of the document where its lines are the tax it states; untold where
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
            CASE WHEN (l.side = 'debit') = (left(l.tax_part, 5) = 'input') THEN l.amount ELSE -l.amount END AS amount,
            CASE WHEN (l.side = 'debit') = (left(l.tax_part, 5) = 'input') THEN l.base_amount ELSE -l.base_amount END AS base
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id AND l.tax_part IS NOT NULL
            AND (p_from IS NULL OR l.transaction_date >= p_from) AND (p_to IS NULL OR l.transaction_date <= p_to)
            AND (p_unit IS NULL OR l.unit = p_unit)
        UNION ALL
        SELECT l.transaction_id, l.created_at, NULL, a.side, NULL, false, l.currency,
            CASE WHEN (l.side = 'debit') = (a.side = 'input') THEN l.amount ELSE -l.amount END,
            CASE WHEN (l.side = 'debit') = (a.side = 'input') THEN l.base_amount ELSE -l.base_amount END
        FROM account AS a
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = p_organization_id AND l.account_id = a.id AND l.tax_part IS NULL
        WHERE (p_from IS NULL OR l.transaction_date >= p_from) AND (p_to IS NULL OR l.transaction_date <= p_to)
            AND (p_unit IS NULL OR l.unit = p_unit)
    ), document AS (
        SELECT l.transaction_id, l.created_at, l.tax_code, l.side, l.tax_rate, l.currency,
            coalesce(sum(l.base) FILTER (WHERE l.is_net), 0) AS net,
            coalesce(sum(l.base) FILTER (WHERE NOT l.is_net), 0) AS tax,
            coalesce(sum(l.amount) FILTER (WHERE NOT l.is_net), 0) AS stated
        FROM line AS l
        GROUP BY 1, 2, 3, 4, 5, 6
    )
    -- Most of it says everything on its lines; the document is looked up for the rest.
    SELECT d.transaction_id, d.tax_code, d.side, d.tax_rate, v_currency, d.net, d.tax, d.net + d.tax, false
    FROM document AS d
    WHERE d.tax_code IS NOT NULL
    UNION ALL
    SELECT d.transaction_id, d.tax_code, d.side, d.tax_rate, v_currency, n.net, d.tax, n.net + d.tax, r.untold
    FROM document AS d
    INNER JOIN hera.universal_transactions AS t
        ON t.organization_id = p_organization_id AND t.id = d.transaction_id AND t.created_at = d.created_at
    CROSS JOIN LATERAL (
        SELECT t.tax_amount <> abs(d.stated) OR d.stated = 0 AS untold
    ) AS r
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN r.untold THEN 0
            WHEN t.currency = v_currency THEN sign(d.stated) * (t.total_amount - t.tax_amount)
            ELSE sign(d.stated) * round((t.total_amount - t.tax_amount) * t.exchange_rate, v_minor_unit)
        END AS net
    ) AS n
    WHERE d.tax_code IS NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.tax_movements(uuid, date, date, text) IS 'Net and tax per document, code, rate and side between two days.';
