CREATE FUNCTION hera_internal.lock_transaction(p_organization_id uuid, p_transaction_id uuid)
RETURNS hera_internal.stored_transaction
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Locks the document until the end of the transaction, so that two people cannot decide it at once.
-- Raises LED_008 when there is none, ARC_003 when it is in the archive.
DECLARE
    v_transaction hera_internal.stored_transaction;
BEGIN
    SELECT t.id, t.created_at, t.posting_status, t.smart_code, t.account_code, t.ai_confidence_score, t.classified_by,
        t.explanation ->> 'evidence', t.proposal, t.submitted_by,
        (t.explanation ->> 'score')::numeric, t.explanation ->> 'model'
    INTO v_transaction
    FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id)
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM hera_internal.refuse_archived(p_organization_id, p_transaction_id, 'p_transaction_id');
        PERFORM hera_internal.raise_error('LED_008', 'p_transaction_id');
    END IF;
    RETURN v_transaction;
END
$function$;
COMMENT ON FUNCTION hera_internal.lock_transaction(uuid, uuid) IS 'Locks a document and returns what a decision needs of it.';
