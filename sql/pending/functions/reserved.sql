CREATE FUNCTION hera.reserved(p_organization_id uuid, p_account text DEFAULT NULL)
RETURNS TABLE (account_code text, account_name text, currency text, debit numeric, credit numeric, documents bigint)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What pending documents reserve on accounts at this moment, on all or on one: no report counts it, limits do. A
-- document that has expired reserves nothing. Raises LED_002.
DECLARE
    v_account_id uuid;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    IF p_account IS NOT NULL THEN
        v_account_id := hera_internal.require_account(p_organization_id, p_account, 'p_account');
    END IF;
    RETURN QUERY
    SELECT a.code, a.name, r.currency, sum(r.debit), sum(r.credit), count(*)
    FROM hera_internal.reservation AS r
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = r.organization_id AND a.id = r.account_id
    WHERE r.organization_id = p_organization_id AND (v_account_id IS NULL OR r.account_id = v_account_id)
        AND coalesce(r.expires_at > clock_timestamp(), true)
    GROUP BY a.code, a.name, r.currency
    ORDER BY a.code, r.currency;
END
$function$;
COMMENT ON FUNCTION hera.reserved(uuid, text) IS 'What pending documents reserve on accounts.';
GRANT EXECUTE ON FUNCTION hera.reserved(uuid, text) TO hera_app;
