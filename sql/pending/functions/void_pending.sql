CREATE FUNCTION hera.void_pending(p_organization_id uuid, p_transaction_id uuid, p_reason text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- Voids a pending document, once, and releases all that it reserved; one that has expired too. Returns the outcome.
-- Raises VAL_005 (reason), LED_008, LED_051 (not pending any more), LED_052 (voided because it expired).
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.submit');
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    PERFORM hera_internal.require_pending(p_organization_id, p_transaction_id);
    PERFORM hera_internal.void_held(p_organization_id, p_transaction_id, v_caller.actor, p_reason);
    RETURN hera_internal.transaction_outcome(p_organization_id, p_transaction_id);
END
$function$;
COMMENT ON FUNCTION hera.void_pending(uuid, uuid, text) IS 'Voids a pending document and releases what it reserved.';
GRANT EXECUTE ON FUNCTION hera.void_pending(uuid, uuid, text) TO hera_app;
