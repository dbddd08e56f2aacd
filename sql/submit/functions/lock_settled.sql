CREATE FUNCTION hera_internal.lock_settled(p_organization_id uuid, p_requests jsonb)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Locks the documents that the items of a batch say they settle, in the order of their ids, until the end of the
-- transaction: two batches that pay the same documents in different order would else wait for each other. What is no id
-- of a document is left to validation.
DECLARE
    v_id uuid;
BEGIN
    IF NOT jsonb_path_exists(p_requests, '$[*].settles[*].transaction_id') THEN
        RETURN;
    END IF;
    FOR v_id IN
        SELECT DISTINCT lower(s.value #>> '{}')::uuid
        FROM jsonb_path_query(p_requests, '$[*].settles[*].transaction_id') AS s (value)
        WHERE s.value #>> '{}' ~* '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$'
        ORDER BY 1
    LOOP
        PERFORM FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_organization_id AND t.id = v_id AND t.created_at = hera_internal.uuid_time(v_id)
        FOR NO KEY UPDATE;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.lock_settled(uuid, jsonb) IS 'Locks what a batch settles, in one order.';
