CREATE FUNCTION hera.close_year(p_organization_id uuid, p_year integer, p_account text DEFAULT NULL)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Moves what stands on income and expense accounts at the end of a fiscal year to retained earnings, or to the equity
-- account p_account: one document on the last day, in the period YYYY-YE. Every period up to that day is closed, the
-- adjustment periods too, and no later year is transferred. Reopening a period of the year reverses it.
-- Raises AUTHZ_001, VAL_010, LED_002, LED_033.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'periods.close');
    v_account text := coalesce(p_account, v_caller.control_accounts ->> 'retained_earnings');
    v_period hera_internal.calendar_period;
    v_posting jsonb;
    v_id uuid;
BEGIN
    PERFORM hera_internal.require_known('p_year', p_year::text, p_year BETWEEN 1901 AND 2998, '1901 to 2998');
    v_period := hera_internal.require_period(p_organization_id, p_year || '-YE');
    IF NOT EXISTS (
        SELECT FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = p_organization_id AND a.code = v_account AND a.account_type = 'equity'
            AND a.status = 'active'
    ) THEN
        PERFORM hera_internal.raise_error('LED_002', 'p_account', format('there is no equity account %s', v_account));
    END IF;
    PERFORM hera_internal.require_closed_year(
        p_organization_id, v_period, hera_internal.lock_organization(p_organization_id)
    );
    v_posting := hera_internal.year_transfer(p_organization_id, v_period.ends_on, v_account);
    IF v_posting IS NOT NULL THEN
        v_id := hera_internal.post_transfer(v_caller, v_period, v_posting);
    END IF;
    PERFORM hera_internal.record_close(v_caller, v_period, NULL, NULL, v_id);
    RETURN jsonb_build_object(
        'year', p_year, 'period', v_period.period, 'transaction_id', v_id, 'account', v_account,
        'posting', coalesce(v_posting, '[]')
    );
END
$function$;
COMMENT ON FUNCTION hera.close_year(uuid, integer, text) IS 'Transfers the result of a fiscal year to retained earnings.';
GRANT EXECUTE ON FUNCTION hera.close_year(uuid, integer, text) TO hera_app;
