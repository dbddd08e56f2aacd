CREATE FUNCTION hera_internal.caller_may_post(
    p_caller hera_internal.caller_context, p_date date, p_period text, p_transaction_id uuid DEFAULT NULL
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether the caller may post on that day, or into that adjustment period, as things are now; with a posted document,
-- also whether its accounts take lines on that day.
BEGIN
    IF p_date <= p_caller.closed_through OR p_caller.soft_locks IS NOT NULL OR p_period IS NOT NULL THEN
        IF (hera_internal.period_refusal(
            p_caller.organization_id, p_caller.role, p_caller.closed_through, p_caller.soft_locks, p_date, p_period
        )).code IS NOT NULL THEN
            RETURN false;
        END IF;
    END IF;
    RETURN p_transaction_id IS NULL OR coalesce(p_date > p_caller.frozen_through, true)
        OR hera_internal.frozen_account(
            p_caller.organization_id, p_date, hera_internal.stored_posting(p_caller.organization_id, p_transaction_id)
        ) IS NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.caller_may_post(hera_internal.caller_context, date, text, uuid) IS 'Whether the caller may post on a day.';
