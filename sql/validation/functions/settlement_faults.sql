CREATE FUNCTION hera_internal.settlement_faults(
    p_caller hera_internal.caller_context, p_settles jsonb, p_document hera_internal.document
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every fault of what a payment says it settles: shape, posted documents of this organization in the same currency,
-- each named once, together not more than the payment. What is open is checked under a lock when the payment posts.
DECLARE
    v_errors jsonb;
BEGIN
    SELECT coalesce(jsonb_agg(fault.value), '[]') INTO v_errors
    FROM jsonb_array_elements(p_settles) WITH ORDINALITY AS s (value, number)
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE
            WHEN jsonb_typeof(s.value) <> 'object' THEN jsonb_build_array(
                hera_internal.make_error('VAL_003', format('settles[%s]', s.number - 1), 'a settlement is a JSON object')
            )
            WHEN s.value ->> 'transaction_id' IS NULL THEN jsonb_build_array(
                hera_internal.make_error('VAL_002', format('settles[%s].transaction_id', s.number - 1))
            )
            WHEN s.value ->> 'amount' IS NULL THEN jsonb_build_array(
                hera_internal.make_error('VAL_002', format('settles[%s].amount', s.number - 1))
            )
            ELSE hera_internal.shape_faults('settles', s.value, format('settles[%s].', s.number - 1))
        END
    ) AS fault;
    IF v_errors <> '[]' THEN
        RETURN v_errors;
    END IF;
    SELECT coalesce(jsonb_agg(hera_internal.make_error(fault.code, format('settles[%s].%s', s.number - 1, fault.field), fault.message)
        ORDER BY s.number), '[]')
    INTO v_errors
    FROM jsonb_array_elements(p_settles) WITH ORDINALITY AS s (value, number)
    LEFT JOIN hera.universal_transactions AS t
        ON t.organization_id = p_caller.organization_id AND t.id = (s.value ->> 'transaction_id')::uuid
        AND t.created_at = hera_internal.uuid_time((s.value ->> 'transaction_id')::uuid)
        AND t.posting_status IN ('posted', 'auto_posted')
    CROSS JOIN LATERAL (
        VALUES
        ('LED_008', 'transaction_id', 'there is no posted document with this id', t.id IS NULL),
        ('VAL_011', 'transaction_id', 'it is in another currency', t.currency <> p_document.currency),
        ('VAL_009', 'amount', 'amount must not be zero', (s.value ->> 'amount')::numeric = 0),
        ('VAL_011', 'transaction_id', 'the document is named twice', EXISTS (
            SELECT FROM jsonb_array_elements(p_settles) WITH ORDINALITY AS o (value, number)
            WHERE o.number < s.number AND lower(o.value ->> 'transaction_id') = lower(s.value ->> 'transaction_id')
        ))
    ) AS fault (code, field, message, present)
    WHERE fault.present;
    IF v_errors = '[]' AND p_document.total_amount < (
        SELECT sum((s ->> 'amount')::numeric) FROM jsonb_array_elements(p_settles) AS s
    ) THEN
        v_errors := jsonb_build_array(
            hera_internal.make_error('VAL_011', 'settles', 'more is settled than total_amount')
        );
    END IF;
    RETURN v_errors;
END
$function$;
COMMENT ON FUNCTION hera_internal.settlement_faults(hera_internal.caller_context, jsonb, hera_internal.document) IS 'Faults of what a payment says it settles.';
