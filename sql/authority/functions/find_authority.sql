CREATE FUNCTION hera_internal.find_authority(
    p_organization_id uuid, p_actor text, p_role text, p_permission text, OUT permitted boolean, OUT on_behalf text
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether an actor whose role of HERA does not have the permission has it nevertheless: by a role of the organization's
-- own, or because somebody whose own role has it delegated it and the delegation is in force now; on_behalf is that
-- person. What somebody has by delegation counts for nobody else.
BEGIN
    permitted := hera_internal.holds_permission(p_organization_id, p_role, p_permission);
    IF permitted THEN
        RETURN;
    END IF;
    SELECT d.from_actor INTO on_behalf
    FROM hera_internal.delegation AS d
    INNER JOIN hera_internal.organization_member AS m
        ON m.organization_id = d.organization_id AND m.actor = d.from_actor
    WHERE d.organization_id = p_organization_id AND d.to_actor = p_actor AND p_permission = ANY (d.permissions)
        AND d.revoked_at IS NULL AND d.valid_from <= clock_timestamp() AND d.valid_until > clock_timestamp()
        AND hera_internal.holds_permission(p_organization_id, m.role, p_permission)
    ORDER BY d.id
    LIMIT 1;
    permitted := FOUND;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_authority(uuid, text, text, text) IS 'Whether a permission comes from a role of the organization''s own or from a delegation.';
GRANT EXECUTE ON FUNCTION hera_internal.find_authority(uuid, text, text, text) TO hera_owner;
