CREATE FUNCTION hera_internal.require_roles(p_organization_id uuid, p_default_role text, p_program jsonb)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises LED_002 where the organization has no account of the default role, or none for the differences of rounding that
-- the template can leave; VAL_013 for a thousandth version of templates.
DECLARE
    v_roles jsonb := (SELECT o.control_accounts FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id);
BEGIN
    IF NOT v_roles ? p_default_role THEN
        PERFORM hera_internal.raise_error(
            'LED_002', 'p_default_role', format('no account has the role %s', left(p_default_role, 100)),
            'hera.list_accounts shows the roles.'
        );
    ELSIF p_program -> 'rounds' = 'true' AND NOT v_roles ? 'rounding' THEN
        PERFORM hera_internal.raise_error(
            'LED_002', 'p_lines', 'rounding can leave a difference, and no account has the role rounding',
            'Let one line be the rest, or create the organization with a chart that has the role.'
        );
    ELSIF (
        SELECT count(*) >= 1000 FROM hera_internal.organization_template AS t WHERE t.organization_id = p_organization_id
    ) THEN
        PERFORM hera_internal.raise_error('VAL_013', 'p_smart_code', 'an organization has at most 1000 versions of templates');
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_roles(uuid, text, jsonb) IS 'Refuses a template for which the organization lacks an account.';
