CREATE FUNCTION hera.consolidated_trial_balance(
    p_client_id uuid, p_as_of date DEFAULT NULL, p_known_at timestamptz DEFAULT NULL, p_currency text DEFAULT NULL
)
RETURNS TABLE (
    account_code text,
    account_name text,
    currency text,
    debit numeric,
    credit numeric,
    eliminated_debit numeric,
    eliminated_credit numeric
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- One trial balance of all organizations of a client, by account code, in p_currency (that of the oldest organization).
-- Each is translated from its own currency at the rate of the day, every account alike. What they did with each other
-- (hera.mark_intercompany) is eliminated; what the two sides do not agree in, with differences of rounding, stands in a
-- last row without a code, so that debit equals credit. With p_known_at all are as known at one seal. Whoever may read the
-- reports of every one may call it. Raises AUTHZ_001, VAL_010, FX_001, AUD_001, AUD_002.
DECLARE
    v_organization record;
    v_allowed boolean := false;
    v_seal bigint;
    v_rate numeric;
    v_minor_unit integer;
    v_currency text := p_currency;
    v_rows hera_internal.group_balance[] := '{}'::hera_internal.group_balance[];
BEGIN
    FOR v_organization IN SELECT o.organization_id FROM hera_internal.client_organizations(p_client_id) AS o LOOP
        -- A client that is not there and one that the caller may not read get the same answer.
        v_allowed := hera_internal.is_admin()
            OR (hera_internal.resolve_caller(v_organization.organization_id, 'reports.read')).refusal IS NULL;
        EXIT WHEN NOT v_allowed;
    END LOOP;
    IF NOT v_allowed THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_client_id');
    END IF;
    IF v_currency IS NULL THEN
        v_currency := (SELECT o.currency FROM hera_internal.client_organizations(p_client_id) AS o LIMIT 1);
    END IF;
    SELECT coalesce(c.minor_unit, 0) INTO v_minor_unit FROM hera_internal.currency AS c WHERE c.code = v_currency;
    PERFORM hera_internal.require_known('p_currency', v_currency, FOUND);
    IF p_known_at IS NOT NULL THEN
        v_seal := hera_internal.known_seal(p_known_at);
    END IF;
    FOR v_organization IN SELECT o.organization_id, o.currency FROM hera_internal.client_organizations(p_client_id) AS o LOOP
        PERFORM hera_internal.authorize_manager(v_organization.organization_id, 'reports.read');
        v_rate := hera_internal.group_rate(v_organization.organization_id, v_organization.currency, v_currency, p_as_of);
        v_rows := v_rows || ARRAY(
            SELECT ROW(
                b.code, b.name, round(b.balance * v_rate, v_minor_unit), round(b.intercompany * v_rate, v_minor_unit)
            )::hera_internal.group_balance
            FROM hera_internal.group_balances(v_organization.organization_id, p_as_of, v_seal) AS b
        );
    END LOOP;
    RETURN QUERY
    SELECT g.code, g.name, v_currency, greatest(g.balance, 0), greatest(-g.balance, 0), greatest(g.gone, 0), greatest(-g.gone, 0)
    FROM (
        SELECT r.code, min(r.name) AS name, sum(r.balance - r.intercompany) AS balance, sum(r.intercompany) AS gone
        FROM unnest(v_rows) AS r
        GROUP BY r.code
        UNION ALL
        SELECT NULL, 'Intercompany and rounding differences', -sum(r.balance - r.intercompany), 0
        FROM unnest(v_rows) AS r
        HAVING sum(r.balance - r.intercompany) <> 0
    ) AS g
    ORDER BY g.code NULLS LAST;
    IF v_seal IS NOT NULL THEN
        PERFORM hera_internal.name_seal(v_seal);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera.consolidated_trial_balance(uuid, date, timestamptz, text) IS 'Trial balance of all organizations of a client in one currency, without what they did with each other.';
GRANT EXECUTE ON FUNCTION hera.consolidated_trial_balance(uuid, date, timestamptz, text) TO hera_app, hera_admin;
