CREATE FUNCTION hera_internal.period_checklist(
    p_caller hera_internal.caller_context, p_period hera_internal.calendar_period
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What should be in order before a period closes: each check with ok, what was found, and whether it refuses the close.
-- Documents that wait or are pending refuse it where the setting close_blocks_on_waiting says so.
DECLARE
    v_waiting bigint;
    v_pending bigint;
    v_suspense text;
    v_unbalanced text;
    v_foreign text;
BEGIN
    SELECT count(*) INTO v_waiting FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_caller.organization_id
        AND t.posting_status IN ('draft', 'pending_review', 'manual_required')
        AND t.transaction_date BETWEEN p_period.starts_on AND p_period.ends_on
        AND t.period IS NOT DISTINCT FROM CASE WHEN p_period.adjustment THEN p_period.period END;
    SELECT count(*) INTO v_pending FROM hera_internal.pending_document AS p
    INNER JOIN hera.universal_transactions AS t
        ON t.organization_id = p.organization_id AND t.id = p.transaction_id AND t.created_at = p.transaction_created_at
    WHERE p.organization_id = p_caller.organization_id AND p.resolution IS NULL
        AND coalesce(p.expires_at > clock_timestamp(), true)
        AND t.transaction_date BETWEEN p_period.starts_on AND p_period.ends_on
        AND t.period IS NOT DISTINCT FROM CASE WHEN p_period.adjustment THEN p_period.period END;
    SELECT string_agg(format('%s %s', b.balance, b.currency), ', ' ORDER BY b.currency) INTO v_suspense
    FROM hera_internal.account_totals(p_caller.organization_id, NULL, p_period.ends_on, NULL) AS b
    WHERE b.code = p_caller.control_accounts ->> 'suspense' AND b.balance <> 0;
    SELECT string_agg(format('%s %s', b.difference, b.currency), ', ' ORDER BY b.currency) INTO v_unbalanced
    FROM (
        SELECT t.currency, sum(t.balance) AS difference
        FROM hera_internal.account_totals(p_caller.organization_id, NULL, p_period.ends_on, NULL) AS t
        GROUP BY t.currency
    ) AS b
    WHERE b.difference <> 0;
    SELECT string_agg(
        format('%s %s', f.account, f.currency) || CASE WHEN f.rate IS NULL AND f.balance <> 0 THEN ' (no rate)' ELSE '' END,
        ', ' ORDER BY f.account, f.currency
    ) INTO v_foreign
    FROM hera_internal.foreign_balances(p_caller, p_period.ends_on) AS f
    WHERE f.difference IS DISTINCT FROM 0 AND NOT p_period.adjustment;
    RETURN jsonb_build_array(
        jsonb_build_object(
            'check', 'waiting', 'ok', v_waiting = 0, 'count', v_waiting,
            'blocking', coalesce((p_caller.settings ->> 'close_blocks_on_waiting')::boolean, false),
            'detail', CASE WHEN v_waiting > 0 THEN format('%s documents of the period wait for a person', v_waiting) END
        ),
        jsonb_build_object(
            'check', 'pending', 'ok', v_pending = 0, 'count', v_pending,
            'blocking', coalesce((p_caller.settings ->> 'close_blocks_on_waiting')::boolean, false),
            'detail', CASE WHEN v_pending > 0 THEN format('%s documents of the period are pending', v_pending) END
        ),
        jsonb_build_object(
            'check', 'suspense', 'ok', v_suspense IS NULL, 'blocking', true,
            'detail', format('account %s stands at ', p_caller.control_accounts ->> 'suspense') || v_suspense
        ),
        jsonb_build_object(
            'check', 'balance', 'ok', v_unbalanced IS NULL, 'blocking', true,
            'detail', 'debit less credit is ' || v_unbalanced
        ),
        jsonb_build_object(
            'check', 'revaluation', 'ok', v_foreign IS NULL, 'blocking', false,
            'detail', 'foreign balances are not at the rates of the last day: ' || v_foreign
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.period_checklist(hera_internal.caller_context, hera_internal.calendar_period) IS 'Checks before a period closes.';
