CREATE FUNCTION hera_internal.opening_faults(p_organization_id uuid, p_lines jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Lines of accounts that have an opening balance which was not reversed, as an array that may be empty.
BEGIN
    IF jsonb_typeof(p_lines) IS DISTINCT FROM 'array' THEN
        RETURN jsonb_build_array(hera_internal.make_error('VAL_003', 'lines', 'p_lines must be a JSON array'));
    END IF;
    RETURN (
        SELECT coalesce(jsonb_agg(hera_internal.make_error(
            'LED_037', format('lines[%s].account', i.number - 1),
            format('account %s was opened by %s', i.code, o.transaction_id)
        ) ORDER BY i.number), '[]')
        FROM (
            SELECT e.number, e.value ->> 'account' AS code
            FROM jsonb_array_elements(p_lines) WITH ORDINALITY AS e (value, number)
            WHERE jsonb_typeof(e.value) = 'object'
            OFFSET 0
        ) AS i
        INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.code = i.code
        CROSS JOIN LATERAL (
            SELECT b.transaction_id FROM hera_internal.opening_balance AS b
            INNER JOIN hera.universal_transaction_lines AS l
                ON l.organization_id = b.organization_id AND l.transaction_id = b.transaction_id
                AND l.created_at = b.transaction_created_at
            WHERE b.organization_id = p_organization_id AND l.account_id = a.id AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = p_organization_id AND r.original_id = b.transaction_id
            )
            LIMIT 1
        ) AS o
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.opening_faults(uuid, jsonb) IS 'Lines of accounts that have an opening balance already.';
