CREATE FUNCTION hera_internal.store_tax_rate(
    p_organization_id uuid, p_code text, p_valid_from date, p_rate numeric, p_input_account_id uuid,
    p_output_account_id uuid, p_by text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores a rate that nothing posted contradicts, with its audit leaf.
BEGIN
    INSERT INTO hera_internal.tax_rate AS r (
        organization_id, code, valid_from, rate, input_account_id, output_account_id, changed_at, changed_by
    )
    VALUES (
        p_organization_id, p_code, p_valid_from, p_rate, p_input_account_id, p_output_account_id, clock_timestamp(), p_by
    )
    ON CONFLICT (organization_id, code, valid_from) DO UPDATE
    SET rate = excluded.rate, input_account_id = excluded.input_account_id,
        output_account_id = excluded.output_account_id, changed_at = excluded.changed_at, changed_by = excluded.changed_by;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'tax_rate.set', NULL, p_by, NULL, jsonb_build_object(
            'code', p_code, 'rate', p_rate, 'valid_from', p_valid_from, 'input_account', p_input_account_id,
            'output_account', p_output_account_id
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.store_tax_rate(uuid, text, date, numeric, uuid, uuid, text) IS 'Stores a rate of a tax code.';
