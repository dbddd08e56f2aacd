CREATE FUNCTION hera_internal.reserve_posting(
    p_organization_id uuid, p_transaction_id uuid, p_document hera_internal.document, p_posting jsonb
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reserves what a pending document would post, net per account and currency. Where an account has a limit, the check
-- at COMMIT counts it. Raises LED_002 for an account that is not there.
DECLARE
    v_found bigint;
    v_reserved bigint;
BEGIN
    -- As the foreign key of a new document does: what sets a limit waits from here on.
    PERFORM FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id FOR KEY SHARE;
    WITH line AS MATERIALIZED (
        SELECT account.id AS account_id, l.currency, CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END AS moved
        FROM jsonb_to_recordset(p_posting) AS l (account text, side text, amount numeric, currency text)
        CROSS JOIN LATERAL (
            SELECT a.id FROM hera_internal.ledger_account AS a
            WHERE a.organization_id = p_organization_id AND a.code = l.account
            LIMIT 1
        ) AS account
    ), reserved AS (
        INSERT INTO hera_internal.reservation (
            organization_id, account_id, currency, transaction_id, debit, credit, expires_at
        )
        SELECT p_organization_id, n.account_id, n.currency, p_transaction_id, greatest(n.moved, 0),
            greatest(-n.moved, 0), p_document.expires_at
        FROM (
            SELECT l.account_id, l.currency, sum(l.moved) AS moved FROM line AS l GROUP BY l.account_id, l.currency
        ) AS n
        WHERE n.moved <> 0
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM line), (SELECT count(*) FROM reserved) INTO v_found, v_reserved;
    IF v_found <> jsonb_array_length(p_posting) THEN
        PERFORM hera_internal.raise_error('LED_002', 'posting');
    END IF;
    INSERT INTO hera_internal.pending_document (
        organization_id, transaction_id, transaction_created_at, amount, expires_at, reservations
    )
    VALUES (
        p_organization_id, p_transaction_id, hera_internal.uuid_time(p_transaction_id), p_document.total_amount,
        p_document.expires_at, v_reserved
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.reserve_posting(uuid, uuid, hera_internal.document, jsonb) IS 'Reserves what a pending document would post.';
