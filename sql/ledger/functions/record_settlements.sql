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
-- never deadlock, and keeps their open items.
DECLARE
    v_item record;
    v_open numeric;
    v_left jsonb := '{}'::jsonb;
    v_errors jsonb := '[]'::jsonb;
BEGIN
    FOR v_item IN
        SELECT (s.value ->> 'transaction_id')::uuid AS id, (s.value ->> 'amount')::numeric AS amount, s.number
        FROM jsonb_array_elements(p_settles) WITH ORDINALITY AS s (value, number)
        ORDER BY 1
    LOOP
        v_open := hera_internal.open_amount(p_organization_id, v_item.id);
        IF v_item.amount > v_open THEN
            v_errors := v_errors || hera_internal.make_error(
                'LED_010', format('settles[%s].amount', v_item.number - 1),
                format('%s %s is open on %s', v_open, p_currency, v_item.id)
            );
        END IF;
        v_left := v_left || jsonb_build_object(v_item.id::text, v_open - v_item.amount);
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
    FOR v_item IN SELECT l.key::uuid AS id, l.value::numeric AS amount FROM jsonb_each_text(v_left) AS l ORDER BY 1 LOOP
        PERFORM hera_internal.refresh_open_item(p_organization_id, v_item.id, v_item.amount);
    END LOOP;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.record_settlements(uuid, uuid, text, jsonb) IS 'Stores which documents a payment settles, or returns why it cannot.';
