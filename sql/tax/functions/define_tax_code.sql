CREATE FUNCTION hera.define_tax_code(
    p_organization_id uuid, p_code text, p_name text, p_kind text DEFAULT 'both', p_input_account text DEFAULT NULL,
    p_output_account text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Defines a tax code, or gives one another name, and other accounts for rates that are set from now on. kind says what it
-- is for: input (what is bought), output (what is sold), or both, as the account of each line is. Without accounts tax goes
-- to those of the roles input_tax and output_tax. A code that has rates keeps its kind.
-- Raises AUTHZ_001, VAL_005, VAL_010, VAL_011 (one account for both sides), LED_002, TAX_004.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'tax.write');
    v_input uuid;
    v_output uuid;
    v_kind text;
BEGIN
    PERFORM hera_internal.require_text(p_code, 'p_code', 50);
    PERFORM hera_internal.require_text(p_name, 'p_name', 200);
    PERFORM hera_internal.require_known('p_kind', p_kind, p_kind IN ('input', 'output', 'both'), 'input, output, both');
    IF p_kind <> 'output' THEN
        v_input := hera_internal.tax_account(p_organization_id, p_input_account, 'input_tax', 'p_input_account');
    END IF;
    IF p_kind <> 'input' THEN
        v_output := hera_internal.tax_account(p_organization_id, p_output_account, 'output_tax', 'p_output_account');
    END IF;
    IF v_input = v_output THEN
        PERFORM hera_internal.raise_error(
            'VAL_011', 'p_output_account', 'input and output tax of one code need two accounts',
            'Define a code of kind input and one of kind output where both go to one account.'
        );
    END IF;
    PERFORM hera_internal.lock_organization(p_organization_id);
    SELECT c.kind INTO v_kind FROM hera_internal.tax_code AS c
    WHERE c.organization_id = p_organization_id AND c.code = p_code;
    IF v_kind <> p_kind AND EXISTS (
        SELECT FROM hera_internal.tax_rate AS r WHERE r.organization_id = p_organization_id AND r.code = p_code
    ) THEN
        PERFORM hera_internal.raise_error('TAX_004', 'p_kind', format('tax code %s has rates and stays %s', p_code, v_kind));
    END IF;
    INSERT INTO hera_internal.tax_code AS c (
        organization_id, code, name, kind, input_account_id, output_account_id, changed_at, changed_by
    )
    VALUES (p_organization_id, p_code, p_name, p_kind, v_input, v_output, clock_timestamp(), v_by)
    ON CONFLICT (organization_id, code) DO UPDATE
    SET name = excluded.name, kind = excluded.kind, input_account_id = excluded.input_account_id,
        output_account_id = excluded.output_account_id, changed_at = excluded.changed_at, changed_by = excluded.changed_by;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'tax_code.defined', NULL, v_by, NULL, jsonb_build_object(
            'code', p_code, 'name', p_name, 'kind', p_kind, 'input_account', v_input, 'output_account', v_output
        )
    );
END
$function$;
COMMENT ON FUNCTION hera.define_tax_code(uuid, text, text, text, text, text) IS 'Defines a tax code, or renames one.';
GRANT EXECUTE ON FUNCTION hera.define_tax_code(uuid, text, text, text, text, text) TO hera_app, hera_admin;
