CREATE FUNCTION hera_internal.stored_posting(p_organization_id uuid, p_transaction_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Lines in a foreign currency say what they are worth in the organization's.
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'account', a.code, 'side', l.side, 'amount', l.amount, 'currency', l.currency, 'unit', l.unit,
            'tax_code', l.tax_code, 'tax_rate', l.tax_rate, 'tax_part', l.tax_part,
            'base_amount', CASE WHEN l.currency <> o.currency THEN trim_scale(l.base_amount) END
        )) ORDER BY l.line_number), '[]')
        FROM hera.universal_transaction_lines AS l
        INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = l.organization_id AND a.id = l.account_id
        INNER JOIN hera.core_organizations AS o ON o.organization_id = l.organization_id
        WHERE l.organization_id = p_organization_id AND l.transaction_id = p_transaction_id
            AND l.created_at = hera_internal.uuid_time(p_transaction_id)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.stored_posting(uuid, uuid) IS 'Posting of a stored document.';
