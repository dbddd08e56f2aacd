CREATE FUNCTION hera_internal.add_tax_codes(p_organization_id uuid, p_set text, p_by text)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gives an organization the codes of a packaged set that it lacks, and rates to those that have none; the tax goes to the
-- accounts of the roles input_tax and output_tax. Returns how many codes and rates were added.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_input uuid;
    v_output uuid;
    v_codes integer;
    v_rates integer;
BEGIN
    SELECT min(a.id::text) FILTER (WHERE a.role = 'input_tax')::uuid, min(a.id::text) FILTER (WHERE a.role = 'output_tax')::uuid
    INTO v_input, v_output
    FROM hera_internal.ledger_account AS a
    WHERE a.organization_id = p_organization_id AND a.role IN ('input_tax', 'output_tax');
    INSERT INTO hera_internal.tax_code (
        organization_id, code, name, kind, input_account_id, output_account_id, changed_at, changed_by
    )
    SELECT DISTINCT p_organization_id, p.code, p.name, p.kind, CASE WHEN p.kind <> 'output' THEN v_input END,
        CASE WHEN p.kind <> 'input' THEN v_output END, v_now, p_by
    FROM hera_internal.packaged_tax_rate AS p
    WHERE p.tax_set = p_set
    ON CONFLICT (organization_id, code) DO NOTHING;
    GET DIAGNOSTICS v_codes = ROW_COUNT;
    INSERT INTO hera_internal.tax_rate (
        organization_id, code, valid_from, rate, input_account_id, output_account_id, changed_at, changed_by
    )
    SELECT p_organization_id, p.code, p.valid_from, p.rate, c.input_account_id, c.output_account_id, v_now, p_by
    FROM hera_internal.packaged_tax_rate AS p
    INNER JOIN hera_internal.tax_code AS c
        ON c.organization_id = p_organization_id AND c.code = p.code AND c.kind = p.kind
    WHERE p.tax_set = p_set AND p.rate IS NOT NULL AND NOT EXISTS (
        SELECT FROM hera_internal.tax_rate AS r WHERE r.organization_id = p_organization_id AND r.code = p.code
    );
    GET DIAGNOSTICS v_rates = ROW_COUNT;
    RETURN v_codes + v_rates;
END
$function$;
COMMENT ON FUNCTION hera_internal.add_tax_codes(uuid, text, text) IS 'Gives an organization the tax codes of a packaged set that it lacks.';
