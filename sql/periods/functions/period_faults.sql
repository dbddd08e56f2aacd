CREATE FUNCTION hera_internal.period_faults(
    p_caller hera_internal.caller_context, p_request jsonb, p_document hera_internal.document
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Faults of a request that names a period, and of its day where some period is locked, as an array that may be empty.
-- A closed day of a request without a period is a fault of the header.
DECLARE
    v_errors jsonb := '[]'::jsonb;
    v_period hera_internal.calendar_period;
    v_refusal record;
BEGIN
    IF p_request ->> 'period' IS NOT NULL THEN
        v_period := hera_internal.find_period(p_caller.organization_id, p_request ->> 'period');
        IF v_period.period IS NULL OR v_period.number = 99 THEN
            RETURN jsonb_build_array(hera_internal.make_error(
                'VAL_010', 'period', format('there is no period %s', p_request ->> 'period'),
                'hera.list_periods(organization, year) shows the periods of a year.'
            ));
        ELSIF p_document.transaction_date NOT BETWEEN v_period.starts_on AND v_period.ends_on THEN
            RETURN jsonb_build_array(hera_internal.make_error(
                'VAL_011', 'period', format('period %s runs from %s to %s', v_period.period, v_period.starts_on, v_period.ends_on)
            ));
        END IF;
    END IF;
    IF p_document.period IS NULL AND p_document.transaction_date <= p_caller.closed_through THEN
        RETURN v_errors;
    END IF;
    v_refusal := hera_internal.period_refusal(
        p_caller.organization_id, p_caller.role, p_caller.closed_through, p_caller.soft_locks,
        p_document.transaction_date, p_document.period
    );
    IF v_refusal.code IS NOT NULL THEN
        v_errors := v_errors || hera_internal.make_error(
            v_refusal.code, CASE WHEN p_document.period IS NULL THEN 'transaction_date' ELSE 'period' END, v_refusal.message
        );
    END IF;
    RETURN v_errors;
END
$function$;
COMMENT ON FUNCTION hera_internal.period_faults(hera_internal.caller_context, jsonb, hera_internal.document) IS 'Faults of the period and the day of a request.';
