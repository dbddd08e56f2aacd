CREATE FUNCTION hera.cache_get(p_organization_id uuid, p_key text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The value kept under the key, or NULL. Raises AUTHZ_001.
DECLARE
    v_value jsonb;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.read');
    v_value := hera_internal.cached_value(p_organization_id, p_key);
    PERFORM hera_internal.count_lookup(p_organization_id, v_value IS NOT NULL);
    RETURN v_value;
END
$function$;
COMMENT ON FUNCTION hera.cache_get(uuid, text) IS 'Reads the cache.';
GRANT EXECUTE ON FUNCTION hera.cache_get(uuid, text) TO hera_app;
