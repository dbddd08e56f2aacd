CREATE FUNCTION hera.cache_set(
    p_organization_id uuid, p_key text, p_value jsonb, p_lifetime text DEFAULT 'medium', p_tags text[] DEFAULT '{}'
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps a value for a lifetime: short (30 minutes), medium (an hour), long (a day) or week; settings cache_lifetime_* say
-- how long. One in 32 calls brings the cache back to cache_max_bytes, so that it is never more than 32 values larger for
-- long. Raises AUTHZ_001, VAL_005, VAL_010.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.submit');
BEGIN
    PERFORM hera_internal.prepare_counters(p_organization_id);
    PERFORM hera_internal.store_entry(v_caller, p_key, p_value, p_lifetime, p_tags);
    IF random() < 1 / 32.0 THEN
        PERFORM hera_internal.shrink_cache(p_organization_id, (v_caller.settings ->> 'cache_max_bytes')::bigint);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera.cache_set(uuid, text, jsonb, text, text[]) IS 'Stores a value in the cache.';
GRANT EXECUTE ON FUNCTION hera.cache_set(uuid, text, jsonb, text, text[]) TO hera_app;
