CREATE FUNCTION hera_internal.correction_request(
    p_caller hera_internal.caller_context, p_transaction_id uuid, p_request jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The request that makes a posted document anew with the fields of p_request; null takes a field away. What the
-- posting was decided to be is carried over as stated, unless p_request makes another decision necessary: another type,
-- account or lines, and for a posting that was stated line by line also another total or currency. The version of a
-- template that made it is carried over too, while it may be used. A document of a day that
-- is closed to the caller is made anew today.
DECLARE
    v_base jsonb := hera_internal.stored_request(p_caller, p_transaction_id) - ARRAY['account', 'lines', 'request_id'];
    v_stored record;
    v_code_was_stated boolean;
    v_decided text[] := ARRAY['account', 'lines'];
    v_settles jsonb := hera_internal.transaction_links(p_caller.organization_id, p_transaction_id) -> 'settles';
BEGIN
    SELECT t.account_code, t.smart_code, t.unit, t.classified_by INTO v_stored FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    v_code_was_stated := hera_internal.template_is_usable(p_caller.organization_id, v_stored.smart_code) AND NOT EXISTS (
        SELECT FROM hera_internal.transaction_type AS y
        WHERE y.code = v_base ->> 'transaction_type' AND v_stored.smart_code = coalesce(
            p_caller.templates ->> regexp_replace(y.smart_code, '[.]v[0-9]+$', ''), y.smart_code
        )
    );
    -- A payment that was matched is matched anew when what the match was made by changes.
    IF v_stored.classified_by = 'match' THEN
        v_decided := v_decided || ARRAY['total_amount', 'currency', 'counterparty', 'description', 'reference_number'];
        IF p_request ?| v_decided THEN
            v_settles := NULL;
        END IF;
    END IF;
    IF v_stored.account_code IS NULL THEN
        v_decided := v_decided || ARRAY['total_amount', 'currency'];
    END IF;
    IF (
        (v_base ->> 'transaction_date')::date <= coalesce(greatest(p_caller.closed_through, p_caller.frozen_through), '-infinity')
        OR p_caller.soft_locks IS NOT NULL OR v_base ? 'period'
    ) AND NOT hera_internal.caller_may_post(
        p_caller, (v_base ->> 'transaction_date')::date, v_base ->> 'period', p_transaction_id
    ) THEN
        v_base := v_base - 'period' || jsonb_build_object('transaction_date', (now() AT TIME ZONE p_caller.timezone)::date);
    END IF;
    IF p_request ? 'lines' THEN
        v_base := v_base - ARRAY['total_amount', 'tax_amount'];
    END IF;
    IF coalesce(p_request ->> 'transaction_type', v_base ->> 'transaction_type') = v_base ->> 'transaction_type' THEN
        IF v_code_was_stated THEN
            v_base := v_base || jsonb_build_object('smart_code', v_stored.smart_code);
        END IF;
        IF NOT p_request ?| v_decided THEN
            v_base := v_base || CASE
                WHEN v_stored.account_code IS NOT NULL THEN jsonb_build_object('account', v_stored.account_code)
                ELSE jsonb_build_object('lines', hera_internal.stated_lines(
                    p_caller.organization_id, p_transaction_id, CASE WHEN p_request ? 'unit' THEN v_stored.unit END
                ))
            END;
        END IF;
    END IF;
    RETURN hera_internal.without_old_rate(v_base, p_request) || jsonb_strip_nulls(jsonb_build_object(
        'settles', nullif(v_settles, '[]')
    )) || p_request;
END
$function$;
COMMENT ON FUNCTION hera_internal.correction_request(hera_internal.caller_context, uuid, jsonb) IS 'Request that makes a posted document anew with some fields changed.';
