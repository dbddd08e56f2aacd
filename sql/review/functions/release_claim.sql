CREATE FUNCTION hera.release_claim(p_organization_id uuid, p_transaction_id uuid)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gives a document back to the queue; false when the caller has not claimed it.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.review');
BEGIN
    DELETE FROM hera_internal.review_claim AS c
    WHERE c.organization_id = p_organization_id AND c.transaction_id = p_transaction_id AND c.actor = v_caller.actor;
    RETURN FOUND;
END
$function$;
COMMENT ON FUNCTION hera.release_claim(uuid, uuid) IS 'Gives a claimed document back to the queue.';
GRANT EXECUTE ON FUNCTION hera.release_claim(uuid, uuid) TO hera_app;
