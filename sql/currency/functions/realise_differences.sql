CREATE FUNCTION hera_internal.realise_differences(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_transaction_id uuid, p_posting jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Of a payment in a foreign currency whose settlements are recorded and whose settled documents are locked: the posting
-- with lines for the difference between what the settled documents carry in the organization's currency and what the
-- payment moves for them. Stores both for each document. Where the payment does not move the control account of what it
-- settles, nothing is realised.
DECLARE
    v_item record;
    v_moved record;
    v_before numeric;
    v_carried numeric;
    v_paid numeric;
    v_lines jsonb := '[]'::jsonb;
BEGIN
    IF p_document.currency = p_caller.currency THEN
        RETURN p_posting;
    END IF;
    FOR v_item IN
        SELECT s.*, sum(s.amount) OVER (PARTITION BY s.kind) AS total,
            sum(s.amount) OVER (PARTITION BY s.kind ORDER BY s.number) AS through
        FROM (
            SELECT (e.value ->> 'transaction_id')::uuid AS id, (e.value ->> 'amount')::numeric AS amount, e.number,
                hera_internal.stored_claim(p_caller.organization_id, (e.value ->> 'transaction_id')::uuid) AS kind
            FROM jsonb_array_elements(p_document.settles) WITH ORDINALITY AS e (value, number)
        ) AS s
        WHERE s.kind IS NOT NULL
        ORDER BY s.kind, s.number
    LOOP
        -- Positive where the payment lowers the claim or the debt.
        SELECT sum(m.sign * m.amount) AS amount, sum(m.sign * m.base_amount) AS base INTO v_moved
        FROM (
            SELECT l.amount, l.base_amount,
                CASE WHEN (l.side = 'credit') = (v_item.kind = 'receivable') THEN 1 ELSE -1 END AS sign
            FROM jsonb_to_recordset(p_posting)
                AS l (account text, side text, amount numeric, currency text, base_amount numeric)
            WHERE l.account = p_caller.control_accounts ->> v_item.kind AND l.currency = p_document.currency
        ) AS m;
        CONTINUE WHEN coalesce(v_moved.amount, 0) < v_item.total;
        v_before := round(v_moved.base * (v_item.through - v_item.amount) / v_moved.amount, p_caller.minor_unit);
        v_paid := round(v_moved.base * v_item.through / v_moved.amount, p_caller.minor_unit) - v_before;
        v_carried := hera_internal.carried_amount(p_caller, v_item.id, v_item.kind, v_item.amount);
        INSERT INTO hera_internal.exchange_difference (
            organization_id, transaction_id, settled_id, currency, amount, carried, paid
        )
        VALUES (
            p_caller.organization_id, p_transaction_id, v_item.id, p_document.currency, v_item.amount, v_carried, v_paid
        );
        v_lines := v_lines || hera_internal.exchange_lines(
            p_caller.control_accounts, p_caller.control_accounts ->> v_item.kind, p_document.currency, p_document.unit,
            CASE v_item.kind WHEN 'receivable' THEN v_paid - v_carried ELSE v_carried - v_paid END
        );
    END LOOP;
    RETURN p_posting || v_lines;
END
$function$;
COMMENT ON FUNCTION hera_internal.realise_differences(hera_internal.caller_context, hera_internal.document, uuid, jsonb) IS 'A payment''s posting with the exchange differences that it realises.';
