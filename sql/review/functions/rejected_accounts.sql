CREATE FUNCTION hera_internal.rejected_accounts(p_organization_id uuid, p_type text, p_payee text, p_text text)
RETURNS text[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- One look-up by primary key on the path of a guess; payee and text are normalized. Empty when nothing was rejected.
DECLARE
    v_key text := hera_internal.rejection_key(p_type, p_payee, p_text);
BEGIN
    RETURN ARRAY(
        SELECT r.account_code FROM hera_internal.account_rejection AS r
        WHERE r.organization_id = p_organization_id AND r.memory_key = v_key
        ORDER BY r.account_code
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.rejected_accounts(uuid, text, text, text) IS 'Accounts that were rejected for a payee and text.';
