CREATE FUNCTION hera_internal.load_number_series(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The series of a new organization: sales invoices and their credit notes.
BEGIN
    INSERT INTO hera_internal.number_series (
        organization_id, series, transaction_types, credit_notes, format, changed_at, changed_by
    )
    VALUES
    (p_organization_id, 'INV', ARRAY['invoice', 'sales_invoice'], false, '{series}-{year}-{number:6}',
        clock_timestamp(), 'hera'),
    (p_organization_id, 'CN', ARRAY['invoice', 'sales_invoice'], true, '{series}-{year}-{number:6}',
        clock_timestamp(), 'hera');
    PERFORM hera_internal.refresh_number_series(p_organization_id);
END
$function$;
COMMENT ON FUNCTION hera_internal.load_number_series(uuid) IS 'Gives a new organization its series of document numbers.';
