CREATE FUNCTION hera_internal.frozen_faults(
    p_organization_id uuid, p_document hera_internal.document, p_posting jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The fault of a posting that has a line on a frozen account, or NULL.
DECLARE
    v_account text := hera_internal.frozen_account(p_organization_id, p_document.transaction_date, p_posting);
BEGIN
    RETURN CASE WHEN v_account IS NOT NULL THEN jsonb_build_array(hera_internal.make_error(
        'LED_031', CASE WHEN p_document.posting IS NULL THEN 'account' ELSE 'lines' END,
        format('account %s is frozen on %s', v_account, p_document.transaction_date)
    )) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.frozen_faults(uuid, hera_internal.document, jsonb) IS 'Fault of a posting on a frozen account, or NULL.';
