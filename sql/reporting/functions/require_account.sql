CREATE FUNCTION hera_internal.require_account(p_organization_id uuid, p_code text, p_path text)
RETURNS uuid
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises LED_002 for a code that no account has.
DECLARE
    v_id uuid;
BEGIN
    SELECT a.id INTO v_id FROM hera_internal.ledger_account AS a
    WHERE a.organization_id = p_organization_id AND a.code = p_code;
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('LED_002', p_path);
    END IF;
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_account(uuid, text, text) IS 'Id of the account that an argument names.';
