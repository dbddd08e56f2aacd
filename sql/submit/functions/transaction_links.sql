CREATE FUNCTION hera_internal.transaction_links(p_organization_id uuid, p_transaction_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What reverses, settles and judges a document; reversed is derived here, the row itself never changes.
BEGIN
    RETURN jsonb_build_object(
        'reversed_by', (
            SELECT r.reversal_id FROM hera_internal.reversal AS r
            WHERE r.organization_id = p_organization_id AND r.original_id = p_transaction_id
        ),
        'reverses', (
            SELECT r.original_id FROM hera_internal.reversal AS r
            WHERE r.organization_id = p_organization_id AND r.reversal_id = p_transaction_id
        ),
        'settles', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('transaction_id', s.settled_id, 'amount', s.amount)), '[]')
            FROM hera_internal.settlement AS s
            WHERE s.organization_id = p_organization_id AND s.transaction_id = p_transaction_id
        ),
        'settled_by', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('transaction_id', s.transaction_id, 'amount', s.amount)), '[]')
            FROM hera_internal.settlement AS s
            WHERE s.organization_id = p_organization_id AND s.settled_id = p_transaction_id
        ),
        'feedback', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'verdict', f.verdict, 'account', f.final_account, 'actor', f.actor, 'at', f.created_at
            ) ORDER BY f.id), '[]')
            FROM hera.ai_posting_feedback AS f
            WHERE f.organization_id = p_organization_id AND f.transaction_id = p_transaction_id
        ),
        'conflicts', (
            SELECT coalesce(jsonb_agg(
                to_jsonb(c) - ARRAY['organization_id', 'memory_key', 'transaction_id'] ORDER BY c.id
            ), '[]')
            FROM hera_internal.feedback_conflict AS c
            WHERE c.organization_id = p_organization_id AND c.transaction_id = p_transaction_id
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.transaction_links(uuid, uuid) IS 'Reversals, settlements and verdicts of a document.';
