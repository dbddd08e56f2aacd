CREATE FUNCTION hera.create_organization(
    p_name text,
    p_currency text DEFAULT 'GBP',
    p_timezone text DEFAULT 'UTC',
    p_chart text DEFAULT 'general',
    p_client_id uuid DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes an organization that is ready to work: accounts of the chart, control accounts, limits, settings, and the
-- caller as its first owner. Without a client one of the same name is made.
-- Raises VAL_005 (name), VAL_010 (currency, time zone, chart or client unknown).
DECLARE
    v_id uuid := hera_internal.new_id();
    v_client_id uuid := p_client_id;
BEGIN
    PERFORM hera_internal.require_text(p_name, 'p_name', 200);
    PERFORM hera_internal.require_known('p_currency', p_currency, EXISTS (
        SELECT FROM hera_internal.currency AS c WHERE c.code = p_currency AND c.active
    ), 'the codes of hera.list_currencies');
    PERFORM hera_internal.require_known('p_timezone', p_timezone, EXISTS (
        SELECT FROM pg_timezone_names AS z WHERE z.name = p_timezone
    ), 'the names of pg_timezone_names');
    PERFORM hera_internal.require_known('p_chart', p_chart, EXISTS (
        SELECT FROM hera_internal.chart AS c WHERE c.code = p_chart
    ), 'the codes of hera.list_charts');
    IF p_client_id IS NULL THEN
        v_client_id := hera.create_client(p_name);
    ELSE
        PERFORM hera_internal.require_known('p_client_id', p_client_id::text, EXISTS (
            SELECT FROM hera.core_clients AS c WHERE c.id = p_client_id
        ), 'a client that hera.create_client made');
    END IF;
    PERFORM set_config('hera.organization_id', v_id::text, true);
    INSERT INTO hera.core_organizations (
        organization_id, client_id, name, currency, minor_unit, timezone, chart, limit_register, created_at
    )
    VALUES (
        v_id, v_client_id, p_name, p_currency,
        (SELECT coalesce(c.minor_unit, 0) FROM hera_internal.currency AS c WHERE c.code = p_currency), p_timezone, p_chart,
        hera_internal.assign_register(v_id, 'requests'), hera_internal.uuid_time(v_id)
    );
    INSERT INTO hera_internal.balance_refresh (organization_id, refreshed_at, lines)
    VALUES (v_id, hera_internal.uuid_time(v_id), 0);
    PERFORM hera_internal.refresh_settings(v_id);
    PERFORM hera_internal.load_chart(v_id, p_chart);
    PERFORM hera_internal.load_number_series(v_id);
    PERFORM hera_internal.add_tax_codes(v_id, hera_internal.tax_set_of(p_chart), hera_internal.caller_name());
    PERFORM hera_internal.bind_login(v_id, hera_internal.caller_name(), hera_internal.caller_name(), 'owner');
    PERFORM hera_internal.insert_circuit(v_id, 'classification', hera_internal.caller_name());
    PERFORM hera_internal.write_audit_leaf(
        v_id, 'organization.created', v_id, hera_internal.caller_name(), NULL,
        jsonb_build_object('currency', p_currency, 'timezone', p_timezone, 'chart', p_chart)
    );
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.create_organization(text, text, text, text, uuid) IS 'Creates an organization with its chart of accounts, ready to work, and returns its id.';
GRANT EXECUTE ON FUNCTION hera.create_organization(text, text, text, text, uuid) TO hera_admin;
