CREATE FUNCTION hera.cache_invalidate(p_organization_id uuid, p_key text DEFAULT NULL, p_tag text DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes the entry of a key, those with a tag, or all; returns how many. Others see it when the transaction commits.
-- Raises AUTHZ_001.
DECLARE
    v_count bigint;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.submit');
    DELETE FROM hera_internal.cache_entry AS e
    WHERE e.organization_id = p_organization_id AND e.key = coalesce(p_key, e.key)
        AND (p_tag IS NULL OR p_tag = ANY (e.tags));
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera.cache_invalidate(uuid, text, text) IS 'Deletes entries of the cache.';
GRANT EXECUTE ON FUNCTION hera.cache_invalidate(uuid, text, text) TO hera_app;
