CREATE FUNCTION hera.review_queue(
    p_organization_id uuid, p_limit integer DEFAULT 20, p_claim boolean DEFAULT true
)
RETURNS TABLE (
    transaction_id uuid,
    reason text,
    posting_status text,
    transaction_type text,
    transaction_date date,
    counterparty text,
    description text,
    currency text,
    total_amount numeric,
    account text,
    confidence numeric,
    stage text,
    explanation jsonb,
    value_at_risk numeric,
    waiting_since timestamptz,
    approvals integer,
    claimed_until timestamptz,
    fingerprint text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- The documents that a reviewer should decide next, the most urgent first: those that wait, and posted ones that were
-- drawn to learn how often a guess is wrong. With p_claim they are the caller's until claimed_until (setting
-- review_claim_seconds): no other reviewer is given them; who asks again keeps what he has. Raises VAL_010 for a limit
-- outside 1 to 1000.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.review');
    v_item record;
    v_until timestamptz;
    v_given integer := 0;
BEGIN
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000, '1 to 1000');
    FOR v_item IN SELECT c.* FROM hera_internal.list_candidates(v_caller) AS c LOOP
        EXIT WHEN v_given >= p_limit;
        IF p_claim THEN
            v_until := hera_internal.claim_document(v_caller, v_item.transaction_id, v_item.reason);
            CONTINUE WHEN v_until IS NULL;
        END IF;
        v_given := v_given + 1;
        RETURN QUERY
        SELECT t.id, v_item.reason, t.posting_status::text, t.transaction_type, t.transaction_date,
            coalesce(x.counterparty_name, o.content ->> 'counterparty_name', e.name),
            coalesce(x.description, o.content ->> 'description'), t.currency,
            CASE WHEN t.credit_note THEN -t.total_amount ELSE t.total_amount END, t.account_code,
            t.ai_confidence_score::numeric, t.classified_by, t.explanation, v_item.value_at_risk, v_item.waiting_since,
            (
                SELECT count(*)::integer FROM hera_internal.review_approval AS a
                WHERE a.organization_id = p_organization_id AND a.transaction_id = t.id
            ),
            v_until, hera_internal.document_fingerprint(p_organization_id, t.id)
        FROM hera.universal_transactions AS t
        LEFT JOIN hera_internal.transaction_text AS x
            ON x.organization_id = t.organization_id AND x.transaction_id = t.id AND x.created_at = t.created_at
        LEFT JOIN hera.core_entities AS e ON e.organization_id = t.organization_id AND e.id = t.counterparty_id
        CROSS JOIN LATERAL (
            SELECT CASE WHEN x.sealed IS NOT NULL THEN
                hera_internal.open_text(x.organization_id, x.transaction_id, x.subject_id, x.sealed)
            END AS content
            OFFSET 0
        ) AS o
        WHERE t.organization_id = p_organization_id AND t.id = v_item.transaction_id AND t.created_at = v_item.created_at;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.review_queue(uuid, integer, boolean) IS 'Documents that a person should decide next, claimed for the caller.';
GRANT EXECUTE ON FUNCTION hera.review_queue(uuid, integer, boolean) TO hera_app;
