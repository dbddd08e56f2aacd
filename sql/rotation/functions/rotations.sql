CREATE FUNCTION hera.rotations()
RETURNS TABLE (
    kind text, subject text, rotated_at timestamptz, rotated_by text, active text, draining text, due_at timestamptz,
    overdue boolean
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Login roles and keys with their last rotation and when the next is due, the most urgent first.
BEGIN
    RETURN QUERY SELECT r.* FROM hera_internal.rotation_states() AS r ORDER BY r.due_at, r.kind, r.subject;
END
$function$;
COMMENT ON FUNCTION hera.rotations() IS 'Login roles and keys with their last rotation and when the next is due.';
ALTER FUNCTION hera.rotations() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.rotations() TO hera_admin;
