CREATE FUNCTION hera_internal.count_lookup(p_organization_id uuid, p_hit boolean)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Counts a hit or a miss. nextval ignores transactions and locks nothing that lasts; an organization that has stored
-- nothing yet has no registers, and nothing is counted.
BEGIN
    IF NOT pg_is_in_recovery() AND NOT current_setting('transaction_read_only')::boolean THEN
        PERFORM nextval(('hera_internal.register_' || r.number)::regclass)
        FROM hera_internal.register AS r
        WHERE r.organization_id = p_organization_id
            AND r.purpose = CASE WHEN p_hit THEN 'cache hits' ELSE 'cache misses' END;
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.count_lookup(uuid, boolean) IS 'Counts a look into the cache.';
