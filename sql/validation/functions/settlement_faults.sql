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
    v_misshapen bigint[];
    v_more jsonb;
    v_maximum integer := (p_caller.settings ->> 'max_lines')::integer;
BEGIN
    IF jsonb_array_length(p_settles) > v_maximum THEN
        RETURN jsonb_build_array(hera_internal.make_error(
            'VAL_013', 'settles', format('a payment settles at most %s documents', v_maximum)
        ));
    END IF;
    SELECT coalesce(jsonb_agg(fault.value), '[]'), array_agg(s.number) INTO v_errors, v_misshapen
    FROM jsonb_array_elements(p_settles) WITH ORDINALITY AS s (value, number)
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE
            WHEN jsonb_typeof(s.value) <> 'object' THEN jsonb_build_array(
                hera_internal.make_error('VAL_003', format('settles[%s]', s.number - 1), 'a settlement is a JSON object')
            )
            ELSE coalesce(hera_internal.shape_faults('settles', s.value, format('settles[%s].', s.number - 1)), '[]')
                || CASE WHEN s.value ->> 'transaction_id' IS NULL THEN jsonb_build_array(
                    hera_internal.make_error('VAL_002', format('settles[%s].transaction_id', s.number - 1))
                ) ELSE '[]' END
                || CASE WHEN s.value ->> 'amount' IS NULL THEN jsonb_build_array(
                    hera_internal.make_error('VAL_002', format('settles[%s].amount', s.number - 1))
                ) ELSE '[]' END
        END
    ) AS fault;
    SELECT coalesce(jsonb_agg(hera_internal.make_error(fault.code, format('settles[%s].%s', s.number - 1, fault.field), fault.message)
        ORDER BY s.number), '[]')
    INTO v_more
    FROM (
        -- What has the wrong shape is left out before anything is cast.
        SELECT e.value, e.number, (e.value ->> 'transaction_id')::uuid AS id,
            hera_internal.uuid_time((e.value ->> 'transaction_id')::uuid) AS created_at
        FROM jsonb_array_elements(p_settles) WITH ORDINALITY AS e (value, number)
        WHERE e.number <> ALL (coalesce(v_misshapen, '{}'))
        OFFSET 0
    ) AS s
    LEFT JOIN hera.universal_transactions AS t
        ON t.organization_id = p_caller.organization_id AND t.id = s.id AND t.created_at = s.created_at
        AND t.posting_status IN ('posted', 'auto_posted')
    CROSS JOIN LATERAL (
        VALUES
        ('LED_008', 'transaction_id', 'there is no posted document with this id', t.id IS NULL),
        ('VAL_011', 'transaction_id', 'it is in another currency', t.currency <> p_document.currency),
        ('VAL_009', 'amount', 'amount must not be zero', (s.value ->> 'amount')::numeric = 0),
        ('VAL_008', 'amount', format('%s has %s decimals', p_document.currency, p_document.minor_unit),
            scale(trim_scale((s.value ->> 'amount')::numeric)) > p_document.minor_unit),
        ('VAL_011', 'transaction_id', 'the document is named twice', EXISTS (
            SELECT FROM jsonb_array_elements(p_settles) WITH ORDINALITY AS o (value, number)
            WHERE o.number < s.number AND lower(o.value ->> 'transaction_id') = lower(s.value ->> 'transaction_id')
        ))
    ) AS fault (code, field, message, present)
    WHERE fault.present;
    v_errors := v_errors || v_more;
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
