CREATE FUNCTION hera_internal.training_sources(p_organization_id uuid, p_limit integer)
RETURNS TABLE (
    transaction_id uuid, transaction_created_at timestamptz, account_code text, decided_at timestamptz, judged boolean
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The documents whose account a person decided, latest first: the last verdict on each that was judged, and what was
-- posted to an account that the request stated. The replacement of a corrected document is that document once more.
BEGIN
    RETURN QUERY
    WITH judged AS (
        SELECT DISTINCT ON (f.transaction_id)
            f.transaction_id, f.transaction_created_at, f.final_account, f.created_at
        FROM hera.ai_posting_feedback AS f
        WHERE f.organization_id = p_organization_id
        ORDER BY f.transaction_id, f.id DESC
    ),

    stated AS (
        SELECT t.id, t.created_at, t.account_code
        FROM hera.universal_transactions AS t
        INNER JOIN hera_internal.transaction_type AS k ON k.code = t.transaction_type AND NOT k.determines_account
        WHERE t.organization_id = p_organization_id AND t.classified_by = 'stated' AND t.posting_status = 'posted'
            AND t.account_code IS NOT NULL AND t.explanation ->> 'field' = 'account'
            AND NOT t.explanation ?| ARRAY['corrects', 'reverses']
            AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = p_organization_id AND r.original_id = t.id
            )
            AND NOT EXISTS (SELECT FROM judged AS j WHERE j.transaction_id = t.id)
        ORDER BY t.id DESC
        LIMIT p_limit
    )

    SELECT s.* FROM (
        SELECT j.*, true FROM judged AS j WHERE j.final_account IS NOT NULL
        UNION ALL
        SELECT d.id, d.created_at, d.account_code, d.created_at, false FROM stated AS d
    ) AS s
    ORDER BY s.created_at DESC
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera_internal.training_sources(uuid, integer) IS 'Documents whose account a person decided.';
GRANT EXECUTE ON FUNCTION hera_internal.training_sources(uuid, integer) TO hera_owner;
