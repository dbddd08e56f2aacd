CREATE FUNCTION hera.trial_balance(
    p_organization_id uuid, p_as_of date DEFAULT NULL, p_known_at timestamptz DEFAULT NULL,
    p_unit text DEFAULT NULL
)
RETURNS TABLE (account_code text, account_name text, currency text, debit numeric, credit numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Balance of every account with lines up to a day, on the side where it stands; NULL counts every day. With p_known_at
-- as it was known at the last seal at or before that moment, the same for ever: what was posted since is taken off, so it
-- costs what was posted since. A NOTICE names the seal. p_unit counts the lines of one unit only: over all units debit and
-- credit are equal per currency, those of one are when its documents lie in it as a whole. Raises AUD_001, AUD_002.
DECLARE
    v_seal bigint;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    IF p_known_at IS NULL THEN
        RETURN QUERY
        SELECT a.code, a.name, s.currency, greatest(s.debit - s.credit, 0), greatest(s.credit - s.debit, 0)
        FROM hera_internal.balance_sums(p_organization_id, p_as_of, p_unit) AS s
        INNER JOIN hera_internal.ledger_account AS a
            ON a.organization_id = p_organization_id AND a.id = s.account_id
        ORDER BY a.code, s.currency;
        RETURN;
    END IF;
    v_seal := hera_internal.known_seal(p_known_at);
    RETURN QUERY
    SELECT a.code, a.name, s.currency, greatest(s.debit - s.credit, 0), greatest(s.credit - s.debit, 0)
    FROM hera_internal.known_sums(p_organization_id, p_as_of, p_unit, v_seal) AS s
    INNER JOIN hera_internal.ledger_account AS a
        ON a.organization_id = p_organization_id AND a.id = s.account_id
    ORDER BY a.code, s.currency;
    PERFORM hera_internal.name_seal(v_seal);
END
$function$;
COMMENT ON FUNCTION hera.trial_balance(uuid, date, timestamptz, text) IS 'Balance of every account per currency, up to a day.';
GRANT EXECUTE ON FUNCTION hera.trial_balance(uuid, date, timestamptz, text) TO hera_app;
