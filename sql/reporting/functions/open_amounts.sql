CREATE FUNCTION hera_internal.open_amounts(p_organization_id uuid, p_kind text, p_as_of date)
RETURNS TABLE (
    transaction_id uuid, created_at timestamptz, currency text, amount numeric, open_amount numeric, unit text
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What each document moved on the control account by the end of a day, positive where it raises the claim or debt,
-- and what of it is open then. A settlement lowers the document it settles and what is left of the payment, so where
-- both moved the control account the open amounts add up to its balance. A document is of one unit: that of its first
-- line on the account, so that the documents of all units are all documents. Archived documents count by what is kept of
-- them.
BEGIN
    RETURN QUERY
    WITH undone AS (
        SELECT u.transaction_id FROM hera_internal.undone_documents(p_organization_id, p_as_of) AS u
    ), moved AS (
        SELECT l.transaction_id, l.created_at, l.currency, sum(
            CASE WHEN (l.side = 'debit') = (p_kind = 'receivable') THEN l.amount ELSE -l.amount END
        ) AS amount, (array_agg(l.unit ORDER BY l.line_number))[1] AS unit
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id AND l.transaction_date <= p_as_of
            AND l.account_id = (
                SELECT a.id FROM hera_internal.ledger_account AS a
                WHERE a.organization_id = p_organization_id AND a.role = p_kind
            )
            AND l.transaction_id NOT IN (SELECT u.transaction_id FROM undone AS u)
        GROUP BY l.transaction_id, l.created_at, l.currency
        UNION ALL
        SELECT i.transaction_id, hera_internal.uuid_time(i.transaction_id), i.currency,
            CASE p_kind WHEN 'receivable' THEN i.amount ELSE -i.amount END, i.unit
        FROM hera_internal.archived_item AS i
        WHERE i.organization_id = p_organization_id AND i.role = p_kind AND i.transaction_date <= p_as_of
            AND i.transaction_id NOT IN (SELECT u.transaction_id FROM undone AS u)
    ), settled AS (
        SELECT s.transaction_id AS payment_id, s.settled_id, s.currency, s.amount
        FROM hera_internal.settlement AS s
        LEFT JOIN hera.universal_transactions AS t
            ON t.organization_id = s.organization_id AND t.id = s.transaction_id
            AND t.created_at = s.transaction_created_at
        LEFT JOIN hera_internal.archived_document AS d
            ON d.organization_id = s.organization_id AND d.transaction_id = s.transaction_id
        WHERE s.organization_id = p_organization_id AND coalesce(t.transaction_date, d.transaction_date) <= p_as_of
            AND s.transaction_id NOT IN (SELECT u.transaction_id FROM undone AS u)
            AND EXISTS (
                SELECT FROM moved AS m WHERE m.transaction_id = s.settled_id AND m.currency = s.currency
            )
    ), applied AS (
        SELECT p.transaction_id, p.currency, sum(p.amount) AS amount
        FROM (
            SELECT s.settled_id AS transaction_id, s.currency, s.amount FROM settled AS s
            UNION ALL
            SELECT s.payment_id, s.currency, s.amount FROM settled AS s
        ) AS p
        GROUP BY p.transaction_id, p.currency
    )
    SELECT m.transaction_id, m.created_at, m.currency, m.amount,
        m.amount - sign(m.amount) * coalesce(a.amount, 0), m.unit
    FROM moved AS m
    LEFT JOIN applied AS a ON a.transaction_id = m.transaction_id AND a.currency = m.currency;
END
$function$;
COMMENT ON FUNCTION hera_internal.open_amounts(uuid, text, date) IS 'What is open of every document on a control account at the end of a day.';
