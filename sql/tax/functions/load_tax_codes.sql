CREATE FUNCTION hera.load_tax_codes(p_organization_id uuid, p_set text)
RETURNS integer
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Adds the codes of a packaged set (uk, generic) that the organization lacks, and rates to those that have none; what is
-- there stays as it is. Returns how many codes and rates were added. Raises AUTHZ_001, VAL_010.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'tax.write');
    v_added integer;
BEGIN
    PERFORM hera_internal.require_known(
        'p_set', p_set, EXISTS (SELECT FROM hera_internal.packaged_tax_rate AS p WHERE p.tax_set = p_set),
        'the sets of packaged rates, in docs/tax.md'
    );
    PERFORM hera_internal.lock_organization(p_organization_id);
    v_added := hera_internal.add_tax_codes(p_organization_id, p_set, v_by);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'tax_codes.loaded', NULL, v_by, NULL, jsonb_build_object('set', p_set, 'added', v_added)
    );
    RETURN v_added;
END
$function$;
COMMENT ON FUNCTION hera.load_tax_codes(uuid, text) IS 'Adds the tax codes of a packaged set and returns how many codes and rates were added.';
GRANT EXECUTE ON FUNCTION hera.load_tax_codes(uuid, text) TO hera_app, hera_admin;
