CREATE FUNCTION hera_internal.insert_lines(
    p_organization_id uuid, p_items hera_internal.ready_document[], p_posted_at timestamptz, p_count integer,
    p_base_currency text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Inserts the lines of the documents that this transaction posts, p_count in all. Accounts are compared with a plain
-- column: under row security a condition on ->> of a row is never an index condition. LIMIT 1 keeps each look-up apart: a
-- plain join would be planned by the size of the chart, and a plan made while that was empty would read all of it for a
-- document. The tail of the balances gets each line in the same statement. A line in the organization's currency is
-- its own value there; another must bring its base_amount.
-- Raises LED_002 for an account that is not there.
DECLARE
    v_lines integer;
BEGIN
    WITH line AS MATERIALIZED (
        SELECT i.id, i.created_at, i.transaction_date, jsonb_array_length(i.posting) AS line_count, l.number,
            account.id AS account_id, account.limited, l.side, l.amount, l.currency, l.unit, l.tax_code, l.tax_rate,
            l.tax_part, CASE WHEN l.currency = p_base_currency THEN l.amount ELSE l.base_amount END AS base_amount
        FROM unnest(p_items) AS i
        CROSS JOIN LATERAL ROWS FROM (
            jsonb_to_recordset(i.posting)
            AS (
                account text, side text, amount numeric, currency text, unit text, tax_code text, tax_rate numeric,
                tax_part text, base_amount numeric
            )
        ) WITH ORDINALITY AS l (account, side, amount, currency, unit, tax_code, tax_rate, tax_part, base_amount, number)
        CROSS JOIN LATERAL (
            SELECT a.id, a.limited FROM hera_internal.ledger_account AS a
            WHERE a.organization_id = p_organization_id AND a.code = l.account
            LIMIT 1
        ) AS account
        WHERE i.posted
    ), tail AS (
        INSERT INTO hera_internal.balance_tail (
            organization_id, account_id, transaction_id, line_number, currency, unit, transaction_date, debit, credit,
            limited, base_debit, base_credit
        )
        SELECT p_organization_id, l.account_id, l.id, l.number, l.currency, l.unit, l.transaction_date,
            CASE l.side WHEN 'debit' THEN l.amount ELSE 0 END, CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END,
            l.limited, CASE l.side WHEN 'debit' THEN l.base_amount ELSE 0 END,
            CASE l.side WHEN 'credit' THEN l.base_amount ELSE 0 END
        FROM line AS l
    )
    INSERT INTO hera.universal_transaction_lines (
        organization_id, transaction_id, line_number, line_count, created_at, account_id, side, amount, currency, unit,
        tax_code, transaction_date, posted_at, tax_rate, tax_part, base_amount
    )
    SELECT p_organization_id, l.id, l.number, l.line_count, l.created_at, l.account_id, l.side, l.amount,
        l.currency, l.unit, l.tax_code, l.transaction_date, p_posted_at, l.tax_rate, l.tax_part, l.base_amount
    FROM line AS l;
    GET DIAGNOSTICS v_lines = ROW_COUNT;
    IF v_lines <> p_count THEN
        PERFORM hera_internal.raise_error('LED_002', 'posting');
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.insert_lines(uuid, hera_internal.ready_document[], timestamptz, integer, text) IS 'Inserts the ledger lines of documents that post.';
