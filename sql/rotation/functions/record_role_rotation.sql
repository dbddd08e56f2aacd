CREATE FUNCTION hera.record_role_rotation(p_name text, p_active name, p_draining name DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps which of the two login roles of an application is in force, and which one is still accepted until its sessions are
-- gone; without the latter the rotation is over. The roles themselves are changed by hera rotate role, because HERA may not.
-- Raises VAL_010 unless they are p_name with _a or _b and there.
DECLARE
    v_before text;
BEGIN
    PERFORM hera_internal.require_known('p_active', p_active::text, coalesce(
        p_active::text IN (p_name || '_a', p_name || '_b') AND to_regrole(quote_ident(p_active)) IS NOT NULL, false
    ));
    PERFORM hera_internal.require_known('p_draining', p_draining::text, p_draining IS NULL OR (
        p_draining <> p_active AND p_draining::text IN (p_name || '_a', p_name || '_b')
    ));
    SELECT r.active INTO v_before FROM hera_internal.rotation AS r WHERE r.kind = 'role' AND r.subject = p_name;
    PERFORM hera_internal.record_rotation(
        'role', p_name, CASE WHEN v_before IS DISTINCT FROM p_active::text THEN 'rotated' ELSE 'drained' END, p_active, p_draining
    );
END
$function$;
COMMENT ON FUNCTION hera.record_role_rotation(text, name, name) IS 'Keeps which login role of an application is in force.';
ALTER FUNCTION hera.record_role_rotation(text, name, name) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.record_role_rotation(text, name, name) TO hera_admin;
