CREATE FUNCTION hera.changes_since(p_organization_id uuid, p_known_at timestamptz, p_as_of date DEFAULT NULL)
RETURNS TABLE (
    recorded_at timestamptz,
    actor text,
    login text,
    event text,
    transaction_id uuid,
    transaction_type text,
    transaction_date date,
    reverses uuid,
    reason text,
    account_code text,
    currency text,
    debit numeric,
    credit numeric
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- What changed in the books since the last seal at or before a moment, and by whom: every line of the documents posted
-- since, of days up to p_as_of. Their sums are the difference between hera.trial_balance now and as known then.
-- Raises AUD_001, AUD_002.
DECLARE
    v_seal bigint;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    v_seal := hera_internal.known_seal(p_known_at);
    RETURN QUERY
    SELECT d.leaf_at, a.actor, a.login, a.event, t.id, t.transaction_type, t.transaction_date, r.original_id, r.reason, c.code,
        l.currency, CASE WHEN l.side = 'debit' THEN l.amount END, CASE WHEN l.side = 'credit' THEN l.amount END
    FROM hera_internal.later_documents(p_organization_id, v_seal) AS d
    INNER JOIN hera_internal.audit_leaf AS a
        ON a.organization_id = p_organization_id AND a.id = d.leaf_id AND a.created_at = d.leaf_at
    INNER JOIN hera.universal_transactions AS t
        ON t.organization_id = p_organization_id AND t.id = d.transaction_id AND t.created_at = d.created_at
    INNER JOIN hera.universal_transaction_lines AS l
        ON l.organization_id = p_organization_id AND l.transaction_id = d.transaction_id AND l.created_at = d.created_at
    INNER JOIN hera_internal.ledger_account AS c ON c.organization_id = p_organization_id AND c.id = l.account_id
    LEFT JOIN hera_internal.reversal AS r ON r.organization_id = p_organization_id AND r.reversal_id = d.transaction_id
    WHERE p_as_of IS NULL OR l.transaction_date <= p_as_of
    ORDER BY d.leaf_at, d.leaf_id, l.line_number;
    PERFORM hera_internal.name_seal(v_seal);
END
$function$;
COMMENT ON FUNCTION hera.changes_since(uuid, timestamptz, date) IS 'What was posted since a moment, line by line, and by whom.';
GRANT EXECUTE ON FUNCTION hera.changes_since(uuid, timestamptz, date) TO hera_app;
