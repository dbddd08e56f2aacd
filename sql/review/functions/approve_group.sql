CREATE FUNCTION hera.approve_group(p_organization_id uuid, p_group text, p_seen jsonb)
RETURNS TABLE (transaction_id uuid, result text, outcome jsonb)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Approves the documents of one explanation in one call. p_group and p_seen are those of hera.review_groups, p_seen cut
-- to what the reviewer accepts: {transaction id: fingerprint}. Each is approved only if it is what was seen; what changed
-- or was decided since is named and left alone, what came since is not touched. Locks in the order of ids.
-- Raises VAL_003, VAL_006 (an id), VAL_013 (more than 1,000).
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.review');
    v_item record;
BEGIN
    PERFORM hera_internal.require_bounded(p_seen, 'p_seen', 1048576);
    IF jsonb_typeof(p_seen) IS DISTINCT FROM 'object' THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_seen', 'p_seen must be a JSON object');
    ELSIF (SELECT count(*) FROM jsonb_object_keys(p_seen)) > 1000 THEN
        PERFORM hera_internal.raise_error('VAL_013', 'p_seen', 'a call approves at most 1000 documents');
    ELSIF EXISTS (
        SELECT FROM jsonb_object_keys(p_seen) AS k WHERE k !~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$'
    ) THEN
        PERFORM hera_internal.raise_error('VAL_006', 'p_seen', 'the keys of p_seen are ids of documents');
    ELSIF EXISTS (SELECT FROM jsonb_each(p_seen) AS s WHERE jsonb_typeof(s.value) <> 'string') THEN
        PERFORM hera_internal.raise_error('VAL_003', 'p_seen', 'the values of p_seen are fingerprints of documents');
    END IF;
    FOR v_item IN SELECT s.key::uuid AS id, s.value AS fingerprint FROM jsonb_each_text(p_seen) AS s ORDER BY 1 LOOP
        transaction_id := v_item.id;
        SELECT a.result, a.outcome INTO result, outcome
        FROM hera_internal.approve_seen(v_caller, p_group, v_item.id, v_item.fingerprint) AS a;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.approve_group(uuid, text, jsonb) IS 'Approves the documents of one explanation, as they were seen.';
GRANT EXECUTE ON FUNCTION hera.approve_group(uuid, text, jsonb) TO hera_app;
