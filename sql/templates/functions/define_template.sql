CREATE FUNCTION hera.define_template(
    p_organization_id uuid, p_smart_code text, p_name text, p_lines jsonb, p_default_role text DEFAULT NULL
)
RETURNS text
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A new version of a posting template of the organization, and its smart code; types of this process use it from now on.
-- A version that the code states must be the next. A line has account (chosen or a control role) or code (an account),
-- side, and amount, an expression or rest. Saved only when it balances for every document. p_default_role is the control
-- role of the chosen account when none is stated; that of the last version when NULL. Waits for documents being posted.
-- Raises AUTHZ_001, LED_002, LED_090, LED_091, SMC_001 to SMC_003, VAL_002 to VAL_005, VAL_010, VAL_013.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'templates.write');
    v_code record := hera_internal.require_process(p_smart_code);
    v_lines jsonb := hera_internal.require_template_lines(p_organization_id, p_lines);
    v_program jsonb := hera_internal.compile_template(v_lines, 'p_lines');
    v_id uuid := hera_internal.new_id();
    v_newest record;
    v_role text;
    v_smart_code text;
BEGIN
    PERFORM hera_internal.require_text(p_name, 'p_name', 200);
    PERFORM hera_internal.lock_organization(p_organization_id);
    v_newest := hera_internal.newest_template(p_organization_id, v_code.process);
    IF v_code.version <> v_newest.version + 1 THEN
        PERFORM hera_internal.raise_error('VAL_010', 'p_smart_code', format('the next version is v%s', v_newest.version + 1));
    END IF;
    v_role := coalesce(p_default_role, v_newest.default_role);
    IF v_role IS NULL THEN
        PERFORM hera_internal.raise_error('VAL_002', 'p_default_role', 'a new process needs p_default_role');
    END IF;
    PERFORM hera_internal.require_roles(p_organization_id, v_role, v_program);
    v_smart_code := format('%s.v%s', v_code.process, v_newest.version + 1);
    INSERT INTO hera_internal.organization_template (
        organization_id, smart_code, id, process, version, name, default_role, lines, program, created_at, created_by
    )
    VALUES (
        p_organization_id, v_smart_code, v_id, v_code.process, v_newest.version + 1, p_name, v_role, v_lines, v_program,
        hera_internal.uuid_time(v_id), v_by
    );
    PERFORM hera_internal.refresh_templates(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'template.defined', v_id, v_by, NULL,
        jsonb_build_object('smart_code', v_smart_code, 'name', p_name, 'default_role', v_role, 'lines', v_lines)
    );
    RETURN v_smart_code;
END
$function$;
COMMENT ON FUNCTION hera.define_template(uuid, text, text, jsonb, text) IS 'Defines a new version of a posting template and returns its smart code.';
GRANT EXECUTE ON FUNCTION hera.define_template(uuid, text, text, jsonb, text) TO hera_app, hera_admin;
