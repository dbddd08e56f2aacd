CREATE FUNCTION hera_internal.require_open(
    p_caller hera_internal.caller_context, p_date date, p_period text, p_posting jsonb, p_path text
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises unless the caller may post these lines on that day, or into that adjustment period: LED_012 (closed), LED_030
-- (locked for the caller's role), LED_031 (an account is frozen). The database looks again at COMMIT.
DECLARE
    v_refusal record;
    v_account text;
BEGIN
    IF p_date <= p_caller.closed_through OR p_caller.soft_locks IS NOT NULL OR p_period IS NOT NULL THEN
        v_refusal := hera_internal.period_refusal(
            p_caller.organization_id, p_caller.role, p_caller.closed_through, p_caller.soft_locks, p_date, p_period
        );
        IF v_refusal.code IS NOT NULL THEN
            PERFORM hera_internal.raise_error(v_refusal.code, p_path, v_refusal.message);
        END IF;
    END IF;
    IF p_date <= p_caller.frozen_through THEN
        v_account := hera_internal.frozen_account(p_caller.organization_id, p_date, p_posting);
        IF v_account IS NOT NULL THEN
            PERFORM hera_internal.raise_error('LED_031', p_path, format('account %s is frozen on %s', v_account, p_date));
        END IF;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_open(hera_internal.caller_context, date, text, jsonb, text) IS 'Raises unless the caller may post on a day.';
