CREATE FUNCTION hera_internal.reverse_posted(
    p_caller hera_internal.caller_context, p_transaction_id uuid, p_reason text, p_date date
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Inserts the document that reverses a posted one and links the two; the caller has locked the original. Without a
-- date it stands on the day and in the adjustment period of the original, or today when that is closed to the caller.
-- Raises LED_012, LED_030 or LED_031 for a date that is closed, locked for the caller, or on which an account is frozen,
-- and LED_034 for the transfer of a closed year. The link is unique per original, so a second reversal raises LED_009,
-- also when two race; AUTHZ_050 and AUTHZ_051 where duties are kept apart or limited.
DECLARE
    v_posting jsonb := hera_internal.swap_sides(
        hera_internal.stored_posting(p_caller.organization_id, p_transaction_id)
    );
    v_original record;
    v_date date;
    v_period text;
BEGIN
    IF p_caller.authority IS NOT NULL THEN
        PERFORM hera_internal.require_reverser(p_caller, p_transaction_id, v_posting);
    END IF;
    SELECT t.transaction_date, t.period INTO v_original
    FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    IF v_original.period LIKE '%-YE' THEN
        PERFORM hera_internal.raise_error('LED_034', 'p_transaction_id');
    END IF;
    v_date := coalesce(p_date, v_original.transaction_date);
    v_period := CASE WHEN p_date IS NULL THEN v_original.period END;
    IF v_date <= coalesce(greatest(p_caller.closed_through, p_caller.frozen_through), '-infinity')
        OR p_caller.soft_locks IS NOT NULL OR v_period IS NOT NULL
    THEN
        IF p_date IS NULL AND NOT hera_internal.caller_may_post(p_caller, v_date, v_period, p_transaction_id) THEN
            v_date := (now() AT TIME ZONE p_caller.timezone)::date;
            v_period := NULL;
        END IF;
        PERFORM hera_internal.require_open(p_caller, v_date, v_period, v_posting, 'p_date');
    END IF;
    RETURN hera_internal.insert_reversal(p_caller, p_transaction_id, p_reason, v_date, v_period, v_posting);
END
$function$;
COMMENT ON FUNCTION hera_internal.reverse_posted(hera_internal.caller_context, uuid, text, date) IS 'Posts the reversal of a posted document and returns its id.';
