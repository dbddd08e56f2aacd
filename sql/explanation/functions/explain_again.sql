CREATE FUNCTION hera.explain_again(p_organization_id uuid, p_transaction_id uuid)
RETURNS text
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The explanation of a document, made again from the inputs that were stored with the decision: the same bytes as the
-- stored one, whatever was learned since. Raises LED_008.
DECLARE
    v_explanation jsonb;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.read');
    SELECT t.explanation INTO v_explanation FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('LED_008', 'p_transaction_id');
    END IF;
    RETURN hera_internal.replay_explanation(v_explanation)::text;
END
$function$;
COMMENT ON FUNCTION hera.explain_again(uuid, uuid) IS 'The explanation of a document made again from its inputs, as text.';
GRANT EXECUTE ON FUNCTION hera.explain_again(uuid, uuid) TO hera_app;
