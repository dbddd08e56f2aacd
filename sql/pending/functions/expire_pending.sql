CREATE FUNCTION hera.expire_pending(p_organization_id uuid DEFAULT NULL, p_limit integer DEFAULT 10000)
RETURNS TABLE (organization_id uuid, voided bigint)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Voids pending documents that have expired, the oldest first and at most p_limit in one call, each with an audit leaf,
-- and returns how many of each organization. For one organization, or for all of them when a member of hera_admin names
-- none. Nothing depends on it: what has expired reserves nothing and is not posted. A document that somebody is
-- resolving is left for the next call. Raises AUTHZ_001, VAL_010.
DECLARE
    v_by text;
    v_document record;
    v_voided jsonb := '{}'::jsonb;
BEGIN
    IF p_organization_id IS NOT NULL THEN
        v_by := hera_internal.authorize_manager(p_organization_id, 'transactions.submit');
    ELSIF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_organization_id');
    END IF;
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 1000000, '1 to 1000000');
    FOR v_document IN
        SELECT p.organization_id, p.transaction_id, p.transaction_created_at
        FROM hera_internal.pending_document AS p
        WHERE p.resolution IS NULL AND p.expires_at <= clock_timestamp()
            AND (p_organization_id IS NULL OR p.organization_id = p_organization_id)
        ORDER BY p.expires_at
        LIMIT p_limit
    LOOP
        PERFORM FROM hera.universal_transactions AS t
        WHERE t.organization_id = v_document.organization_id AND t.id = v_document.transaction_id
            AND t.created_at = v_document.transaction_created_at AND t.posting_status = 'pending'
        FOR NO KEY UPDATE SKIP LOCKED;
        CONTINUE WHEN NOT FOUND;
        PERFORM hera_internal.void_held(
            v_document.organization_id, v_document.transaction_id, coalesce(v_by, hera_internal.caller_name()), 'expired'
        );
        v_voided := v_voided || jsonb_build_object(
            v_document.organization_id, 1 + coalesce((v_voided ->> v_document.organization_id::text)::bigint, 0)
        );
    END LOOP;
    RETURN QUERY SELECT v.key::uuid, v.value::bigint FROM jsonb_each_text(v_voided) AS v ORDER BY 1;
END
$function$;
COMMENT ON FUNCTION hera.expire_pending(uuid, integer) IS 'Voids pending documents that have expired.';
ALTER FUNCTION hera.expire_pending(uuid, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.expire_pending(uuid, integer) TO hera_app, hera_admin;
