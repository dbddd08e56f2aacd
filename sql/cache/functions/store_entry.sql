CREATE FUNCTION hera_internal.store_entry(
    p_caller hera_internal.caller_context, p_key text, p_value jsonb, p_lifetime text, p_tags text[]
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores one entry in place of the one of that key. Raises VAL_005 (key), VAL_010 (value NULL or too large, lifetime, tags).
DECLARE
    v_now timestamptz := clock_timestamp();
    v_bytes integer := octet_length(p_key) + pg_column_size(p_value);
BEGIN
    PERFORM hera_internal.require_bounded(p_value, 'p_value', 16777216);
    PERFORM hera_internal.require_text(p_key, 'p_key', 500);
    PERFORM hera_internal.require_known(
        'p_lifetime', p_lifetime, p_lifetime IN ('short', 'medium', 'long', 'week'),
        'short, medium, long, week'
    );
    PERFORM hera_internal.require_known(
        'p_tags', left(p_tags::text, 100), cardinality(p_tags) <= 20 AND array_position(p_tags, NULL) IS NULL
        AND length(array_to_string(p_tags, '')) <= 2000
    );
    PERFORM hera_internal.require_known(
        'p_value', left(p_value::text, 100), v_bytes <= (p_caller.settings ->> 'cache_max_value_bytes')::integer
    );
    INSERT INTO hera_internal.cache_entry AS e (
        organization_id, key, value, tags, lifetime, bytes, stored_at, expires_at
    )
    VALUES (
        p_caller.organization_id, p_key, p_value, p_tags, p_lifetime, v_bytes, v_now,
        v_now + make_interval(secs => (p_caller.settings ->> ('cache_lifetime_' || p_lifetime))::integer)
    )
    ON CONFLICT (organization_id, key) DO UPDATE
    SET value = excluded.value, tags = excluded.tags, lifetime = excluded.lifetime, bytes = excluded.bytes,
        stored_at = excluded.stored_at, expires_at = excluded.expires_at;
END
$function$;
COMMENT ON FUNCTION hera_internal.store_entry(hera_internal.caller_context, text, jsonb, text, text[]) IS 'Stores an entry of the cache.';
