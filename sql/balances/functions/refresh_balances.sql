CREATE FUNCTION hera.refresh_balances(p_organization_id uuid DEFAULT NULL)
RETURNS TABLE (organization_id uuid, lines bigint, complete boolean)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes the lines posted since the last refresh into the rollups, for one organization, or for each that has any when a
-- member of hera_admin names none. At most 100,000 lines an organization and 500,000 a call: complete says whether that
-- was all; call again until it is. Any number of processes may refresh at once; an organization that another process is
-- at is skipped. Reports are exact with or without it, it keeps them fast. Raises AUTHZ_001.
DECLARE
    v_limit constant integer := 100000;
    v_total bigint := 0;
BEGIN
    IF p_organization_id IS NOT NULL THEN
        PERFORM hera_internal.authorize_manager(p_organization_id, 'reports.read');
    ELSIF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_organization_id');
    END IF;
    organization_id := coalesce(p_organization_id, hera_internal.next_tail(NULL));
    WHILE organization_id IS NOT NULL AND v_total < 500000 LOOP
        lines := hera_internal.roll_balances(organization_id, v_limit);
        complete := coalesce(lines < v_limit, false);
        v_total := v_total + coalesce(lines, 0);
        RETURN NEXT;
        EXIT WHEN p_organization_id IS NOT NULL;
        organization_id := hera_internal.next_tail(organization_id);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.refresh_balances(uuid) IS 'Takes posted lines into the rollups of balances, in bounded steps.';
ALTER FUNCTION hera.refresh_balances(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.refresh_balances(uuid) TO hera_app, hera_admin;
