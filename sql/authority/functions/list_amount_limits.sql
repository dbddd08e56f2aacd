CREATE FUNCTION hera.list_amount_limits(p_organization_id uuid)
RETURNS TABLE (permission text, role text, actor text, amount numeric, set_at timestamptz, set_by text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- By permission; limits of roles before those of actors. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'settings.read');
    RETURN QUERY
    SELECT l.permission, CASE l.subject_kind WHEN 'role' THEN l.subject END,
        CASE l.subject_kind WHEN 'actor' THEN l.subject END, l.amount, l.set_at, l.set_by
    FROM hera_internal.amount_limit AS l
    WHERE l.organization_id = p_organization_id
    ORDER BY l.permission, l.subject_kind DESC, l.subject;
END
$function$;
COMMENT ON FUNCTION hera.list_amount_limits(uuid) IS 'Amount limits of roles and actors.';
GRANT EXECUTE ON FUNCTION hera.list_amount_limits(uuid) TO hera_app, hera_admin;
