CREATE FUNCTION hera_internal.tax_account(p_organization_id uuid, p_account text, p_role text, p_path text)
RETURNS uuid
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The account that an argument names, or that of the role. Raises LED_002 when there is none that takes lines.
DECLARE
    v_id uuid;
BEGIN
    SELECT a.id INTO v_id FROM hera_internal.ledger_account AS a
    WHERE a.organization_id = p_organization_id AND a.status = 'active'
        AND CASE WHEN p_account IS NULL THEN a.role = p_role ELSE a.code = p_account END;
    IF v_id IS NULL THEN
        PERFORM hera_internal.raise_error('LED_002', p_path);
    END IF;
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.tax_account(uuid, text, text, text) IS 'Account that tax goes to: one that is named, or that of a role.';
