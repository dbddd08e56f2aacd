CREATE FUNCTION hera.rebuild_memory(p_organization_id uuid)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Sums the patterns of one organization up anew and returns how many keys there are: the way back when hera.verify says
-- that memory does not say what was decided. Who learns meanwhile waits, guesses do not. Raises AUTHZ_001.
DECLARE
    v_keys bigint;
BEGIN
    IF NOT hera_internal.is_admin() OR NOT EXISTS (
        SELECT FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id
    ) THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_organization_id');
    END IF;
    -- Every organization learns into the one table; a pattern comes with its sum, so this holds back both.
    LOCK TABLE hera.ai_transaction_patterns IN SHARE MODE;
    DELETE FROM hera_internal.account_memory AS m WHERE m.organization_id = p_organization_id;
    INSERT INTO hera_internal.account_memory (
        organization_id, memory_key, level, accounts, shares, streak, last_date, pure
    )
    SELECT d.organization_id, d.memory_key, d.level, d.accounts, d.shares, d.streak, d.last_date, d.pure
    FROM hera_internal.derive_memory(p_organization_id) AS d;
    GET DIAGNOSTICS v_keys = ROW_COUNT;
    RETURN v_keys;
END
$function$;
COMMENT ON FUNCTION hera.rebuild_memory(uuid) IS 'Sums up anew what guesses ask of memory, for one organization.';
ALTER FUNCTION hera.rebuild_memory(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.rebuild_memory(uuid) TO hera_admin;
