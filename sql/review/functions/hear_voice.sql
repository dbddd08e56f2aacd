CREATE FUNCTION hera_internal.hear_voice(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction_id uuid,
    p_memory_key text,
    p_account_code text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What this person says of documents like this, beside what others said: the highest role is followed, within a role
-- the latest. Memory proposes the account that was right last; where a higher role stands, memory forgets what was said
-- now, and the account of that role is the last one again. A conflict is kept when somebody takes another stand, not for every document.
DECLARE
    v_standing record;
    v_own text;
    v_stands boolean;
    v_keys text[];
    v_now timestamptz;
BEGIN
    SELECT v.account_code INTO v_own FROM hera_internal.pattern_voice AS v
    WHERE v.organization_id = p_caller.organization_id AND v.memory_key = p_memory_key AND v.actor = p_caller.actor;
    SELECT v.* INTO v_standing FROM hera_internal.pattern_voice AS v
    WHERE v.organization_id = p_caller.organization_id AND v.memory_key = p_memory_key AND v.actor <> p_caller.actor
    ORDER BY hera_internal.role_rank(v.role) DESC, v.said_at DESC
    LIMIT 1;
    IF v_standing.account_code <> p_account_code THEN
        v_stands := hera_internal.role_rank(v_standing.role) <= hera_internal.role_rank(p_caller.role);
        IF v_own IS DISTINCT FROM p_account_code AND v_standing.transaction_id <> p_transaction_id THEN
            PERFORM hera_internal.store_conflict(
                p_caller, p_transaction_id, p_memory_key, v_standing.transaction_id, v_standing.account_code,
                v_standing.actor, v_standing.role, v_standing.said_at, p_account_code, v_stands
            );
        END IF;
        IF NOT v_stands THEN
            v_keys := hera_internal.document_keys(
                p_document, hera_internal.normalize_text(p_document.counterparty_name),
                hera_internal.normalize_text(p_document.description)
            );
            PERFORM hera_internal.learn_account(p_caller.organization_id, p_document, p_account_code, -1);
            v_now := clock_timestamp();
            UPDATE hera.ai_transaction_patterns AS p SET last_seen_at = v_now
            WHERE p.organization_id = p_caller.organization_id AND p.memory_key = ANY (v_keys)
                AND p.account_code = v_standing.account_code AND p.seen > 0;
        END IF;
    END IF;
    v_now := clock_timestamp();
    INSERT INTO hera_internal.pattern_voice (
        organization_id, memory_key, actor, role, account_code, transaction_id, said_at
    )
    VALUES (
        p_caller.organization_id, p_memory_key, p_caller.actor, p_caller.role, p_account_code, p_transaction_id, v_now
    )
    ON CONFLICT (organization_id, memory_key, actor) DO UPDATE
    SET role = excluded.role, account_code = excluded.account_code, transaction_id = excluded.transaction_id,
        said_at = excluded.said_at;
END
$function$;
COMMENT ON FUNCTION hera_internal.hear_voice(hera_internal.caller_context, hera_internal.document, uuid, text, text) IS 'Follows the highest role, then the latest, of those who say what documents like this are.';
