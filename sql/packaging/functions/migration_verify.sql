CREATE FUNCTION hera.migration_verify()
RETURNS TABLE (check_name text, ok boolean, detail text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET row_security = on
SET intervalstyle = postgres
SET quote_all_identifiers = off
SET standard_conforming_strings = on
AS $function$
-- One row per migration (its record and its verify script), per binding, for row
-- security and for the functions; changes nothing and answers on a standby.
DECLARE
    v_item record;
    v_drift boolean := false;
BEGIN
    FOR v_item IN
        SELECT s.version, s.name, s.state, b.verify
        FROM hera_internal.migration_states() AS s
        LEFT JOIN hera_internal.migration_source() AS b ON b.version = s.version
        ORDER BY s.version
    LOOP
        check_name := pg_catalog.format('migration %s_%s', pg_catalog.lpad(v_item.version::text, 4, '0'), v_item.name);
        detail := CASE v_item.state WHEN 'applied' THEN hera_internal.verify_migration(v_item.verify) ELSE v_item.state END;
        ok := detail IS NULL;
        RETURN NEXT;
    END LOOP;
    FOR v_item IN
        SELECT b.kind, b.name, b.relation, b.state, s.body
        FROM hera_internal.binding_states() AS b
        LEFT JOIN hera_internal.binding_source() AS s ON s.ordinal = b.ordinal
    LOOP
        check_name := pg_catalog.format('%s %s on %s', v_item.kind, v_item.name, v_item.relation);
        detail := NULLIF(v_item.state, 'current');
        IF v_item.kind = 'data' AND detail = 'altered' AND NOT v_item.relation = ANY (hera_internal.closed_registries())
            AND hera_internal.seed_is_current(v_item.name, v_item.relation, v_item.body)
        THEN
            detail := NULL;
        END IF;
        ok := detail IS NULL;
        RETURN NEXT;
    END LOOP;
    FOR v_item IN SELECT d.name, d.action FROM hera_internal.security_drift() AS d LOOP
        v_drift := true;
        RETURN QUERY SELECT 'security of ' || v_item.name, false, v_item.action;
    END LOOP;
    IF NOT v_drift THEN
        RETURN QUERY SELECT 'security of tables'::text, true, NULL::text;
    END IF;
    v_drift := false;
    FOR v_item IN SELECT d.member, d.detail FROM hera_internal.member_drift() AS d LOOP
        v_drift := true;
        RETURN QUERY SELECT 'function ' || v_item.member, false, v_item.detail;
    END LOOP;
    IF NOT v_drift THEN
        RETURN QUERY SELECT 'functions'::text, true, NULL::text;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera.migration_verify() IS
    'Checks storage and code against the installed version: migrations, bindings, functions with owners and rights.';
GRANT EXECUTE ON FUNCTION hera.migration_verify() TO hera_admin, hera_auditor, hera_api;
ALTER FUNCTION hera.migration_verify() OWNER TO hera_owner;
