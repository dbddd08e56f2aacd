CREATE FUNCTION hera_internal.record_settlements(
    p_organization_id uuid, p_transaction_id uuid, p_currency text, p_settles jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores what a payment settles, or returns the faults LED_010 and stores nothing when more would be settled than is
-- open. Locks the settled documents in the order of their ids, so that two payments cannot settle the same sum and
-- never deadlock. A payment that was reversed settles nothing, and nothing is open on a reversed document.
DECLARE
    v_item record;
    v_open numeric;
    v_errors jsonb := '[]'::jsonb;
BEGIN
    FOR v_item IN
        SELECT (s.value ->> 'transaction_id')::uuid AS id, (s.value ->> 'amount')::numeric AS amount, s.number
        FROM jsonb_array_elements(p_settles) WITH ORDINALITY AS s (value, number)
        ORDER BY 1
    LOOP
        SELECT t.total_amount INTO v_open FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_organization_id AND t.id = v_item.id
            AND t.created_at = hera_internal.uuid_time(v_item.id)
        FOR NO KEY UPDATE;
        v_open := v_open - coalesce((
            SELECT sum(s.amount) FROM hera_internal.settlement AS s
            WHERE s.organization_id = p_organization_id AND s.settled_id = v_item.id AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = p_organization_id AND r.original_id = s.transaction_id
            )
        ), 0);
        IF EXISTS (
            SELECT FROM hera_internal.reversal AS r
            WHERE r.organization_id = p_organization_id AND r.original_id = v_item.id
        ) THEN
            v_open := 0;
        END IF;
        IF v_item.amount > v_open THEN
            v_errors := v_errors || hera_internal.make_error(
                'LED_010', format('settles[%s].amount', v_item.number - 1),
                format('%s %s is open on %s', v_open, p_currency, v_item.id)
            );
        END IF;
    END LOOP;
    IF v_errors <> '[]' THEN
        RETURN v_errors;
    END IF;
    INSERT INTO hera_internal.settlement (
        organization_id, transaction_id, settled_id, transaction_created_at, settled_created_at, amount, currency
    )
    SELECT p_organization_id, p_transaction_id, s.id, hera_internal.uuid_time(p_transaction_id),
        hera_internal.uuid_time(s.id), s.amount, p_currency
    FROM jsonb_array_elements(p_settles) AS item
    CROSS JOIN LATERAL (
        SELECT (item ->> 'transaction_id')::uuid AS id, (item ->> 'amount')::numeric AS amount
    ) AS s;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.record_settlements(uuid, uuid, text, jsonb) IS 'Stores which documents a payment settles, or returns why it cannot.';
