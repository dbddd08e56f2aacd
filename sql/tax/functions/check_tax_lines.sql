CREATE FUNCTION hera_internal.check_tax_lines(
    p_organization_id uuid, p_transaction_id uuid, p_created_at timestamptz, p_day date
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- At COMMIT: every line with tax carries the rate that is in force on the day of the document, and tax lies on the
-- account of its rate. A reversal carries what its original had. Whoever sets a rate waits for documents that are being
-- posted and is waited for by this look. Raises TAX_005.
DECLARE
    v_line record;
BEGIN
    SELECT l.line_number, l.tax_code INTO v_line
    FROM hera.universal_transaction_lines AS l
    LEFT JOIN LATERAL hera_internal.rate_on(p_organization_id, l.tax_code, p_day) AS r ON true
    WHERE l.organization_id = p_organization_id AND l.transaction_id = p_transaction_id AND l.created_at = p_created_at
        AND l.tax_part IS NOT NULL AND (
            l.tax_rate = r.rate AND CASE l.tax_part
                WHEN 'input_net' THEN r.input_account_id IS DISTINCT FROM l.account_id
                WHEN 'output_net' THEN r.output_account_id IS DISTINCT FROM l.account_id
                WHEN 'input_tax' THEN r.input_account_id = l.account_id
                WHEN 'output_tax' THEN r.output_account_id = l.account_id
            END
        ) IS NOT TRUE
    ORDER BY l.line_number
    LIMIT 1;
    IF FOUND AND NOT EXISTS (
        SELECT FROM hera_internal.reversal AS r
        WHERE r.organization_id = p_organization_id AND r.reversal_id = p_transaction_id
    ) THEN
        PERFORM hera_internal.raise_error(
            'TAX_005', p_transaction_id::text,
            format('line %s of document %s is not what tax code %s says of %s', v_line.line_number, p_transaction_id,
                v_line.tax_code, p_day)
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.check_tax_lines(uuid, uuid, timestamptz, date) IS 'Refuses a posted document whose tax is not that of its codes.';
GRANT EXECUTE ON FUNCTION hera_internal.check_tax_lines(uuid, uuid, timestamptz, date) TO hera_owner;
