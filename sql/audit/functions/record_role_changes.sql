CREATE FUNCTION hera.record_role_changes()
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Compares the roles of the server, their memberships and settings with what they were when this was last called, and
-- writes a leaf of the installation for each that is new, changed or gone. No event tells of them: what was done and undone
-- in between is not seen. Returns how many. The first call only takes note. Raises AUTHZ_001.
DECLARE
    v_first boolean := NOT EXISTS (SELECT FROM hera_internal.role_snapshot);
    v_change record;
    v_count bigint := 0;
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'hera.record_role_changes');
    END IF;
    FOR v_change IN
        SELECT coalesce(o.role, n.role) AS role, o.state AS before, n.state AS after
        FROM hera_internal.role_snapshot AS o
        FULL JOIN hera_internal.role_states() AS n ON n.role = o.role
        WHERE o.state IS DISTINCT FROM n.state
        ORDER BY 1
    LOOP
        DELETE FROM hera_internal.role_snapshot AS s WHERE s.role = v_change.role;
        INSERT INTO hera_internal.role_snapshot (role, state)
        SELECT v_change.role, v_change.after WHERE v_change.after IS NOT NULL;
        CONTINUE WHEN v_first;
        PERFORM hera_internal.write_platform_leaf('role.changed', NULL, jsonb_build_object(
            'role', v_change.role, 'before', v_change.before, 'after', v_change.after
        ));
        v_count := v_count + 1;
    END LOOP;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera.record_role_changes() IS 'Records what changed in the roles of the server since it was last called.';
ALTER FUNCTION hera.record_role_changes() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.record_role_changes() TO hera_admin;
