CREATE FUNCTION hera_internal.replace_posted(
    p_caller hera_internal.caller_context, p_transaction_id uuid, p_request jsonb, p_reason text
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reverses a posted document that the caller has locked and processes the request that stands for it from now on.
-- Where that request is refused, or its idempotency key belongs to another, the reversal is undone as well. (A code that ends in 000
-- would catch its whole class.)
DECLARE
    v_outcome jsonb;
    v_reversal_id uuid;
BEGIN
    BEGIN
        v_reversal_id := hera_internal.reverse_posted(p_caller, p_transaction_id, p_reason, NULL);
        v_outcome := hera_internal.process_request(p_caller, p_request);
        IF v_outcome ->> 'status' = 'rejected' OR v_outcome -> 'replayed' = 'true' THEN
            RAISE EXCEPTION USING ERRCODE = 'ZHX02';
        END IF;
    EXCEPTION WHEN SQLSTATE 'ZHX02' THEN
        RETURN v_outcome;
    END;
    PERFORM hera_internal.write_audit_leaf(
        p_caller.organization_id, 'transaction.corrected', p_transaction_id, p_caller.actor, p_request ->> 'request_id',
        jsonb_build_object('reversal', v_reversal_id, 'replacement', v_outcome -> 'transaction_id')
    );
    RETURN v_outcome;
END
$function$;
COMMENT ON FUNCTION hera_internal.replace_posted(hera_internal.caller_context, uuid, jsonb, text) IS 'Reverses a posted document and processes its replacement, or does neither.';
