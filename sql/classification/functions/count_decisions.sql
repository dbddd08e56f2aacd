CREATE FUNCTION hera_internal.count_decisions(p_organization_id uuid, p_since timestamptz)
RETURNS bigint
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Decisions of people since a moment, as far as ten thousand of each kind: more make no difference.
DECLARE
    v_first uuid := hera_internal.first_id(coalesce(p_since, '1970-01-01'));
BEGIN
    RETURN (
        SELECT count(*) FROM (
            SELECT FROM hera.ai_posting_feedback AS f
            WHERE f.organization_id = p_organization_id AND f.id > v_first AND f.created_at > coalesce(p_since, '-infinity')
                AND f.final_account IS NOT NULL
            LIMIT 10000
        ) AS judged
    ) + (
        SELECT count(*) FROM (
            SELECT FROM hera.universal_transactions AS t
            INNER JOIN hera_internal.transaction_type AS k ON k.code = t.transaction_type AND NOT k.determines_account
            WHERE t.organization_id = p_organization_id AND t.id > v_first
                AND t.created_at > coalesce(p_since, '-infinity') AND t.classified_by = 'stated'
                AND t.posting_status = 'posted' AND t.account_code IS NOT NULL
                AND NOT t.explanation ?| ARRAY['corrects', 'reverses']
            LIMIT 10000
        ) AS stated
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.count_decisions(uuid, timestamptz) IS 'Decisions of people since a moment.';
GRANT EXECUTE ON FUNCTION hera_internal.count_decisions(uuid, timestamptz) TO hera_owner;
