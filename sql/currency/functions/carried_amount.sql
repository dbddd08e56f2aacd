CREATE FUNCTION hera_internal.carried_amount(
    p_caller hera_internal.caller_context, p_transaction_id uuid, p_kind text, p_amount numeric
)
RETURNS numeric
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What an open document carries in the organization's currency for a part of it that is settled now: its share of what
-- earlier settlements left, all of that for the last part. The caller has locked the document; VOLATILE, so that it sees
-- what was settled before the lock was had.
DECLARE
    v_open numeric;
    v_left numeric;
    v_gone record;
BEGIN
    SELECT sum(CASE WHEN (l.side = 'debit') = (p_kind = 'receivable') THEN l.amount ELSE -l.amount END),
        sum(CASE WHEN (l.side = 'debit') = (p_kind = 'receivable') THEN l.base_amount ELSE -l.base_amount END)
    INTO v_open, v_left
    FROM hera.universal_transaction_lines AS l
    INNER JOIN hera.universal_transactions AS t
        ON t.organization_id = l.organization_id AND t.id = l.transaction_id AND t.created_at = l.created_at
    INNER JOIN hera_internal.ledger_account AS a
        ON a.organization_id = l.organization_id AND a.id = l.account_id AND a.role = p_kind
    WHERE l.organization_id = p_caller.organization_id AND l.transaction_id = p_transaction_id
        AND l.created_at = hera_internal.uuid_time(p_transaction_id) AND l.currency = t.currency;
    SELECT coalesce(sum(d.amount), 0) AS amount, coalesce(sum(d.carried), 0) AS carried INTO v_gone
    FROM hera_internal.exchange_difference AS d
    WHERE d.organization_id = p_caller.organization_id AND d.settled_id = p_transaction_id AND NOT EXISTS (
        SELECT FROM hera_internal.reversal AS r
        WHERE r.organization_id = p_caller.organization_id AND r.original_id = d.transaction_id
    );
    v_open := v_open - v_gone.amount;
    v_left := v_left - v_gone.carried;
    RETURN CASE WHEN p_amount >= v_open THEN v_left ELSE round(v_left * p_amount / v_open, p_caller.minor_unit) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.carried_amount(hera_internal.caller_context, uuid, text, numeric) IS 'What a document carries for a part of it, in the organization''s currency.';
