CREATE FUNCTION hera.revalue(p_organization_id uuid, p_period text, p_dry_run boolean DEFAULT true)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Brings foreign balances of monetary accounts to their worth at the rates of the last day of a period: one document on
-- that day, with the unrealised difference of each account and currency against gain or loss, and its reversal on the first day
-- of the next. What is carried counts earlier revaluations of the day, so a second call posts nothing, or, when rates or
-- books changed since, only what changed, with a reversal of its own. Waits for documents that are being posted.
-- Returns period, date, status (dry_run, posted or unchanged), transaction_id, reversal_id and balances: what is carried,
-- the rate with day and source, the value and the difference of each. Raises AUTHZ_001, VAL_010, FX_001 with every pair
-- that has no rate, LED_012, LED_030, LED_031.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'periods.close');
    v_period hera_internal.calendar_period := hera_internal.require_period(p_organization_id, p_period);
    v_balances jsonb;
    v_faults jsonb;
    v_posting jsonb;
    v_posted jsonb := '{}'::jsonb;
BEGIN
    -- The reversal stands on the day after, and documents stand in the years 1900 to 2999.
    PERFORM hera_internal.require_known(
        'p_period', p_period, NOT v_period.adjustment AND v_period.number <> 99
        AND v_period.ends_on BETWEEN '1900-01-01' AND '2999-12-30'
    );
    IF p_dry_run IS FALSE THEN
        PERFORM hera_internal.lock_organization(p_organization_id);
    END IF;
    SELECT coalesce(jsonb_agg(to_jsonb(b)), '[]'),
        jsonb_agg(DISTINCT hera_internal.rate_fault('p_period', b.currency, v_caller.currency, v_period.ends_on))
            FILTER (WHERE b.difference IS NULL)
    INTO v_balances, v_faults
    FROM hera_internal.foreign_balances(v_caller, v_period.ends_on) AS b;
    IF v_faults IS NOT NULL THEN
        PERFORM hera_internal.rejected(v_faults, NULL, true);
    END IF;
    v_posting := (
        SELECT jsonb_agg(l.value)
        FROM jsonb_to_recordset(v_balances) AS b (account text, currency text, difference numeric)
        CROSS JOIN LATERAL jsonb_array_elements(hera_internal.exchange_lines(
            v_caller.control_accounts, b.account, b.currency, NULL, b.difference
        )) AS l
    );
    IF p_dry_run IS FALSE AND v_posting IS NOT NULL THEN
        v_posted := hera_internal.post_revaluation(v_caller, v_period.ends_on, v_posting);
    END IF;
    RETURN jsonb_build_object(
        'period', p_period, 'date', v_period.ends_on, 'transaction_id', NULL, 'reversal_id', NULL, 'status', CASE
            WHEN v_posting IS NULL THEN 'unchanged'
            WHEN p_dry_run IS FALSE THEN 'posted'
            ELSE 'dry_run'
        END,
        'posting', coalesce(v_posting, '[]'), 'balances', v_balances
    ) || v_posted;
END
$function$;
COMMENT ON FUNCTION hera.revalue(uuid, text, boolean) IS 'Values foreign balances at the closing rates of a period, and reverses that in the next.';
GRANT EXECUTE ON FUNCTION hera.revalue(uuid, text, boolean) TO hera_app;
