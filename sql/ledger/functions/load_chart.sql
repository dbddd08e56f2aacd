CREATE FUNCTION hera_internal.load_chart(p_organization_id uuid, p_chart text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gives a new organization the accounts of a chart and notes which of them play the control roles.
BEGIN
    PERFORM hera_internal.insert_account(p_organization_id, a.code, a.name, a.account_type, a.role)
    FROM hera_internal.chart_account AS a
    WHERE a.chart_code = p_chart
    ORDER BY a.code;
    UPDATE hera.core_organizations AS o
    SET control_accounts = (
        SELECT jsonb_object_agg(a.role, a.code) FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = p_organization_id AND a.role IS NOT NULL
    )
    WHERE o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.load_chart(uuid, text) IS 'Loads the accounts of a chart into a new organization.';
