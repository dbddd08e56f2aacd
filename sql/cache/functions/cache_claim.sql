CREATE FUNCTION hera.cache_claim(p_organization_id uuid, p_key text, p_wait integer DEFAULT 5000)
RETURNS TABLE (value jsonb, hit boolean, claimed boolean)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- As hera.cache_get, for values that are dear: of many callers that miss at once one gets claimed and computes, stores and
-- commits; the others wait for that, p_wait milliseconds at most, and get its value. A caller that waited in vain gets
-- neither a value nor the claim, and computes for itself. The claim is a lock that ends with the transaction, so a caller
-- that fails hands it on. Raises AUTHZ_001, VAL_010 (p_wait).
DECLARE
    v_lock integer := hashtext(p_organization_id::text || p_key);
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.submit');
    PERFORM hera_internal.require_known('p_wait', p_wait::text, p_wait BETWEEN 1 AND 600000, '1 to 600000');
    value := hera_internal.cached_value(p_organization_id, p_key);
    claimed := false;
    IF value IS NULL THEN
        BEGIN
            IF NOT pg_try_advisory_xact_lock(1212502594, v_lock) THEN
                PERFORM set_config('lock_timeout', p_wait || 'ms', true);
                PERFORM pg_advisory_xact_lock(1212502594, v_lock);
                PERFORM set_config('lock_timeout', '0', true);
            END IF;
            -- Somebody may have stored it while this caller waited; then the lock goes with the block.
            value := hera_internal.cached_value(p_organization_id, p_key);
            IF value IS NOT NULL THEN
                RAISE EXCEPTION USING ERRCODE = 'ZHX01';
            END IF;
            claimed := true;
        EXCEPTION WHEN SQLSTATE 'ZHX01' OR lock_not_available THEN
            NULL;
        END;
    END IF;
    hit := value IS NOT NULL;
    PERFORM hera_internal.count_lookup(p_organization_id, hit);
    RETURN NEXT;
END
$function$;
COMMENT ON FUNCTION hera.cache_claim(uuid, text, integer) IS 'Reads the cache, and on a miss lets one caller at a time compute the value.';
GRANT EXECUTE ON FUNCTION hera.cache_claim(uuid, text, integer) TO hera_app;
