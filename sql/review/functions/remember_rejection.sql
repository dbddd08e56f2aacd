CREATE FUNCTION hera_internal.remember_rejection(
    p_caller hera_internal.caller_context,
    p_transaction hera_internal.stored_transaction,
    p_memory_key text,
    p_verdict text,
    p_final_account text
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A rejected guess is not proposed again for this payee and text. Who says later that the account is right lifts it,
-- unless the rejection is of a higher role.
DECLARE
    v_earlier record;
    v_lifts boolean;
BEGIN
    IF p_verdict = 'rejected' THEN
        IF p_transaction.classified_by NOT IN ('stated', 'type', 'rule', 'match', 'none')
            AND p_transaction.account_code IS NOT NULL
        THEN
            INSERT INTO hera_internal.account_rejection (
                organization_id, memory_key, account_code, transaction_id, actor, rejected_at
            )
            VALUES (
                p_caller.organization_id, p_memory_key, p_transaction.account_code, p_transaction.id, p_caller.actor,
                clock_timestamp()
            )
            ON CONFLICT (organization_id, memory_key, account_code) DO NOTHING;
        END IF;
        RETURN;
    END IF;
    SELECT r.* INTO v_earlier FROM hera_internal.account_rejection AS r
    WHERE r.organization_id = p_caller.organization_id AND r.memory_key = p_memory_key
        AND r.account_code = p_final_account;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    v_lifts := hera_internal.role_rank(hera_internal.role_of(p_caller.organization_id, v_earlier.actor))
        <= hera_internal.role_rank(p_caller.role);
    IF v_lifts THEN
        DELETE FROM hera_internal.account_rejection AS r
        WHERE r.organization_id = p_caller.organization_id AND r.memory_key = p_memory_key
            AND r.account_code = p_final_account;
    END IF;
    PERFORM hera_internal.store_conflict(
        p_caller, p_transaction.id, p_memory_key, v_earlier.transaction_id, 'rejected', v_earlier.actor,
        hera_internal.role_of(p_caller.organization_id, v_earlier.actor), v_earlier.rejected_at, p_final_account, v_lifts
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.remember_rejection(hera_internal.caller_context, hera_internal.stored_transaction, text, text, text) IS 'Remembers that an account was rejected, or that it is right after all.';
