CREATE FUNCTION hera.purge_idempotency_keys(p_organization_id uuid DEFAULT NULL, p_limit integer DEFAULT 10000)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes keys that are older than the setting idempotency_days of their organization, the oldest first and at most
-- p_limit in one call, and returns their number; documents stay. For one organization, or for all of them when a member
-- of hera_admin names none. A key that is in use is left for the next call. Raises AUTHZ_001, VAL_010.
DECLARE
    v_count bigint;
BEGIN
    IF p_organization_id IS NOT NULL THEN
        PERFORM hera_internal.authorize_manager(p_organization_id, 'settings.write');
    ELSIF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_organization_id');
    END IF;
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000000, '1 to 1000000');
    DELETE FROM hera_internal.idempotency_key AS d
    USING (
        SELECT k.organization_id, k.key
        FROM hera_internal.idempotency_key AS k
        INNER JOIN hera.core_organizations AS o ON o.organization_id = k.organization_id
        WHERE (p_organization_id IS NULL OR k.organization_id = p_organization_id)
            AND k.created_at <= clock_timestamp() - make_interval(days => (o.settings ->> 'idempotency_days')::integer)
        ORDER BY k.created_at
        LIMIT p_limit
        FOR UPDATE OF k SKIP LOCKED
    ) AS e
    WHERE d.organization_id = e.organization_id AND d.key = e.key;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera.purge_idempotency_keys(uuid, integer) IS 'Deletes idempotency keys that are too old to be looked at.';
ALTER FUNCTION hera.purge_idempotency_keys(uuid, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.purge_idempotency_keys(uuid, integer) TO hera_app, hera_admin;
