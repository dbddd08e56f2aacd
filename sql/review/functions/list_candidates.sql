CREATE FUNCTION hera_internal.list_candidates(p_caller hera_internal.caller_context)
RETURNS TABLE (transaction_id uuid, created_at timestamptz, reason text, value_at_risk numeric, waiting_since timestamptz)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a reviewer may decide now, the most urgent first: value at risk (the amount that limits judge times the
-- probability of being wrong) times the days it has waited and one. The 5,000 oldest that wait and the 5,000 oldest that
-- were drawn, by their partial indexes, whatever the size of the books. Left out: what another reviewer has claimed, and
-- what this one may not decide because two people must or duties are kept apart.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_two numeric := nullif((p_caller.settings ->> 'four_eyes_amount')::numeric, 0);
    v_separated boolean := p_caller.authority IS NOT NULL
        AND hera_internal.is_separated(p_caller, 'transactions.review', ARRAY[p_caller.actor]);
BEGIN
    RETURN QUERY
    WITH waiting AS (
        SELECT t.id, t.created_at, 'waiting' AS reason, t.transaction_date, t.currency, t.exchange_rate, t.total_amount,
            nullif(t.proposal -> 'posting', 'null') AS posting,
            coalesce(t.ai_confidence_score, 0) AS confidence, t.created_at AS since,
            t.submitted_by = p_caller.actor OR coalesce(t.proposal -> 'authors' ? p_caller.actor, false) AS own
        FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_caller.organization_id
            AND t.posting_status IN ('pending_review', 'manual_required')
        ORDER BY t.id
        LIMIT 5000
    ), drawn AS (
        SELECT d.transaction_id, d.transaction_created_at, d.confidence, d.drawn_at
        FROM hera_internal.review_draw AS d
        WHERE d.organization_id = p_caller.organization_id AND d.reviewed_at IS NULL
        ORDER BY d.drawn_at
        LIMIT 5000
    ), found AS MATERIALIZED (
        SELECT w.* FROM waiting AS w
        UNION ALL
        SELECT t.id, t.created_at, 'drawn', t.transaction_date, t.currency, t.exchange_rate, t.total_amount, NULL,
            d.confidence, d.drawn_at, t.submitted_by = p_caller.actor
        FROM drawn AS d
        INNER JOIN hera.universal_transactions AS t
            ON t.organization_id = p_caller.organization_id AND t.id = d.transaction_id
            AND t.created_at = d.transaction_created_at
        WHERE NOT EXISTS (
            SELECT FROM hera_internal.reversal AS r
            WHERE r.organization_id = p_caller.organization_id AND r.original_id = t.id
        )
    ), rate AS MATERIALIZED (
        SELECT f.currency, f.transaction_date, hera_internal.known_rate(p_caller, f.currency, f.transaction_date) AS rate
        FROM (SELECT DISTINCT f.currency, f.transaction_date FROM found AS f WHERE f.currency <> p_caller.currency) AS f
    ), candidate AS (
        SELECT f.*, x.amount
        FROM found AS f
        LEFT JOIN rate AS r ON r.currency = f.currency AND r.transaction_date = f.transaction_date
        CROSS JOIN LATERAL (
            -- As hera_internal.base_amount judges; what is in one currency needs no call of it.
            SELECT CASE
                WHEN bool_and(l.currency = f.currency AND l.amount > 0) IS NOT FALSE
                    THEN greatest(f.total_amount, sum(l.amount) FILTER (WHERE l.side = 'debit')) * CASE f.currency
                        WHEN p_caller.currency THEN 1 ELSE coalesce(greatest(f.exchange_rate, r.rate), 1)
                    END
                ELSE hera_internal.stored_amount(
                    p_caller, f.transaction_date, f.currency, f.exchange_rate, f.total_amount, f.posting
                )
            END AS amount
            FROM jsonb_to_recordset(f.posting) AS l (side text, amount numeric, currency text)
        ) AS x
    )
    SELECT c.id, c.created_at, c.reason, round(c.amount * (1 - c.confidence), 2), c.since
    FROM candidate AS c
    WHERE NOT EXISTS (
        SELECT FROM hera_internal.review_claim AS k
        WHERE k.organization_id = p_caller.organization_id AND k.transaction_id = c.id
            AND k.actor <> p_caller.actor AND k.expires_at > v_now
    ) AND NOT (c.reason = 'waiting' AND (coalesce(c.amount >= v_two, false) OR v_separated) AND (
        c.own OR EXISTS (
            SELECT FROM hera_internal.review_approval AS a
            WHERE a.organization_id = p_caller.organization_id AND a.transaction_id = c.id AND a.actor = p_caller.actor
                AND a.fingerprint = hera_internal.document_fingerprint(p_caller.organization_id, c.id)
        )
    ))
    ORDER BY c.amount * (1 - c.confidence) * (1 + extract(epoch FROM v_now - c.since) / 86400) DESC, c.id;
END
$function$;
COMMENT ON FUNCTION hera_internal.list_candidates(hera_internal.caller_context) IS 'Documents that a reviewer may decide now, the most urgent first.';
