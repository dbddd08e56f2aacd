CREATE FUNCTION hera_internal.claim_document(
    p_caller hera_internal.caller_context, p_transaction_id uuid, p_reason text
)
RETURNS timestamptz
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Claims a document for the caller and returns until when; NULL when somebody else holds it or has decided it by now.
-- The row lock is not waited for (SKIP LOCKED), so two reviewers who ask at once are given different documents.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_until timestamptz := v_now + make_interval(secs => (p_caller.settings ->> 'review_claim_seconds')::integer);
BEGIN
    PERFORM FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id)
        AND (p_reason = 'drawn' OR t.posting_status IN ('draft', 'pending_review', 'manual_required'))
    FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO hera_internal.review_claim AS c (organization_id, transaction_id, actor, claimed_at, expires_at)
    VALUES (p_caller.organization_id, p_transaction_id, p_caller.actor, v_now, v_until)
    ON CONFLICT (organization_id, transaction_id) DO UPDATE
    SET actor = excluded.actor, claimed_at = excluded.claimed_at, expires_at = excluded.expires_at
    WHERE c.actor = excluded.actor OR c.expires_at <= excluded.claimed_at;
    RETURN CASE WHEN FOUND THEN v_until END;
END
$function$;
COMMENT ON FUNCTION hera_internal.claim_document(hera_internal.caller_context, uuid, text) IS 'Claims a document for a reviewer, or returns NULL.';
