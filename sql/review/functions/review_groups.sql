CREATE FUNCTION hera.review_groups(p_organization_id uuid, p_limit integer DEFAULT 20)
RETURNS TABLE (
    group_key text,
    transaction_type text,
    counterparty text,
    account text,
    stage text,
    evidence text,
    currency text,
    documents integer,
    total_amount numeric,
    least_confidence numeric,
    seen jsonb
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- What waits with a proposal, by explanation: same payee, account and evidence. The largest groups first; seen holds id
-- and fingerprint of its 200 oldest documents, for hera.approve_group. Nothing is claimed; what others have claimed is
-- left out. Raises VAL_010 for a limit outside 1 to 1000.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.review');
BEGIN
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000, '1 to 1000');
    RETURN QUERY
    WITH member AS (
        SELECT t.*, hera_internal.group_key(
                t.transaction_type, t.currency, t.counterparty_id, t.account_code, t.classified_by, t.explanation
            ) AS key
        FROM hera_internal.list_candidates(v_caller) AS c
        INNER JOIN hera.universal_transactions AS t
            ON t.organization_id = p_organization_id AND t.id = c.transaction_id AND t.created_at = c.created_at
        WHERE c.reason = 'waiting' AND t.posting_status = 'pending_review'
    ), ranked AS (
        SELECT m.*, row_number() OVER (PARTITION BY m.key ORDER BY m.id) AS place FROM member AS m
    ), grouped AS (
        SELECT r.key, min(r.transaction_type) AS type, min(r.counterparty_id::text)::uuid AS counterparty_id,
            min(r.account_code) AS account_code, min(r.classified_by) AS stage,
            min(coalesce(r.explanation ->> 'evidence', r.explanation ->> 'rule')) AS evidence,
            min(r.currency) AS currency, count(*)::integer AS documents,
            sum(CASE WHEN r.credit_note THEN -r.total_amount ELSE r.total_amount END) AS total,
            min(r.ai_confidence_score)::numeric AS least, array_agg(r.id ORDER BY r.id) FILTER (WHERE r.place <= 200) AS ids
        FROM ranked AS r
        GROUP BY r.key
        ORDER BY count(*) DESC, r.key
        LIMIT p_limit
    )
    SELECT g.key, g.type, e.name, g.account_code, g.stage, g.evidence, g.currency, g.documents, g.total, g.least, (
            SELECT jsonb_object_agg(i.id, hera_internal.document_fingerprint(p_organization_id, i.id))
            FROM unnest(g.ids) AS i (id)
        )
    FROM grouped AS g
    LEFT JOIN hera.core_entities AS e ON e.organization_id = p_organization_id AND e.id = g.counterparty_id
    ORDER BY g.documents DESC, g.key;
END
$function$;
COMMENT ON FUNCTION hera.review_groups(uuid, integer) IS 'What waits with a proposal, by explanation.';
GRANT EXECUTE ON FUNCTION hera.review_groups(uuid, integer) TO hera_app;
