CREATE FUNCTION hera.close_period(p_organization_id uuid, p_period text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Closes a calendar month (YYYY-MM): nothing is dated in it any more. The first close may name any month and closes
-- all before it; from then on months close in order. Waits for documents that are being posted, so that none is late.
-- Returns the period, the documents dated in it that still wait for a person, and the balances it was closed with.
-- Raises AUTHZ_001, VAL_010, LED_013.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'periods.close');
    v_period record := hera_internal.read_period(p_period);
    v_closed_through date := hera_internal.lock_organization(p_organization_id);
    v_balances jsonb;
    v_waiting bigint;
BEGIN
    IF v_period.starts_on <> v_closed_through + 1 THEN
        PERFORM hera_internal.raise_error(
            'LED_013', 'p_period', format('every day up to %s is closed; the next period is %s', v_closed_through,
                to_char(v_closed_through + 1, 'YYYY-MM'))
        );
    END IF;
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'account', b.account_code, 'currency', b.currency, 'balance', b.debit - b.credit
    )), '[]') INTO v_balances
    FROM hera.trial_balance(p_organization_id, v_period.ends_on) AS b;
    SELECT count(*) INTO v_waiting FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_organization_id AND t.transaction_date BETWEEN v_period.starts_on AND v_period.ends_on
        AND t.posting_status IN ('draft', 'pending_review', 'manual_required');
    INSERT INTO hera_internal.closed_period (
        organization_id, period, starts_on, ends_on, closed_at, closed_by, balances
    )
    VALUES (
        p_organization_id, p_period, v_period.starts_on, v_period.ends_on, clock_timestamp(), v_caller.actor, v_balances
    );
    UPDATE hera.core_organizations AS o SET closed_through = v_period.ends_on
    WHERE o.organization_id = p_organization_id;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'period.closed', NULL, v_caller.actor, NULL,
        jsonb_build_object('period', p_period, 'balances', v_balances)
    );
    RETURN jsonb_build_object(
        'period', p_period, 'closed_through', v_period.ends_on, 'waiting', v_waiting, 'balances', v_balances
    );
END
$function$;
COMMENT ON FUNCTION hera.close_period(uuid, text) IS 'Closes a period and returns the balances it was closed with.';
GRANT EXECUTE ON FUNCTION hera.close_period(uuid, text) TO hera_app;
