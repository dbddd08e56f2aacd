CREATE FUNCTION hera_internal.approve_seen(
    p_caller hera_internal.caller_context, p_group text, p_transaction_id uuid, p_fingerprint text,
    OUT result text, OUT outcome jsonb
)
RETURNS record
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Approves one document of a group if it is what the reviewer saw. approved; waits for a second approval; changed, or
-- refused with the error, when nothing was done.
DECLARE
    v_same boolean;
    v_detail text;
    v_http CONSTANT text := coalesce(current_setting('hera.http_errors', true), '');
BEGIN
    PERFORM FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id)
    FOR NO KEY UPDATE;
    SELECT hera_internal.document_fingerprint(t.organization_id, t.id) = p_fingerprint
        AND t.posting_status = 'pending_review'
        AND hera_internal.group_key(
            t.transaction_type, t.currency, t.counterparty_id, t.account_code, t.classified_by, t.explanation
        ) = p_group
    INTO v_same
    FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    IF v_same IS NOT TRUE THEN
        result := 'changed';
        RETURN;
    END IF;
    PERFORM set_config('hera.http_errors', 'off', true);
    BEGIN
        outcome := hera.record_feedback(p_caller.organization_id, p_transaction_id, 'approved');
        result := CASE WHEN outcome ? 'approvals' THEN 'waits' ELSE 'approved' END;
    EXCEPTION
        WHEN serialization_failure OR deadlock_detected OR lock_not_available THEN
            RAISE;
        WHEN OTHERS THEN
            IF SQLSTATE NOT LIKE 'ZH%' THEN
                RAISE;
            END IF;
            GET STACKED DIAGNOSTICS v_detail = PG_EXCEPTION_DETAIL;
            result := 'refused';
            outcome := jsonb_build_object('errors', jsonb_build_array(v_detail::jsonb || jsonb_build_object('message', SQLERRM)));
    END;
    PERFORM set_config('hera.http_errors', v_http, true);
END
$function$;
COMMENT ON FUNCTION hera_internal.approve_seen(hera_internal.caller_context, text, uuid, text) IS 'Approves a document of a group unless it changed.';
