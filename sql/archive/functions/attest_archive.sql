CREATE FUNCTION hera.attest_archive(p_month date, p_manifest_hash text, p_found jsonb)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
SET work_mem = '64MB'
AS $function$
-- Attests an archive by what was derived from its files: the rows of each table, digests of documents and totals, and the
-- digest of the leaves, which must be those of the sealed tree. Writes the hash of the manifest into the audit trail.
-- Raises AUTHZ_001, ARC_005, ARC_004.
DECLARE
    v_state text := hera_internal.require_archived(p_month);
    v_archive record;
    v_difference text;
BEGIN
    SELECT a.facts, a.manifest_hash INTO v_archive FROM hera_internal.archived_month AS a WHERE a.month = p_month;
    v_difference := CASE
        WHEN v_archive.manifest_hash IS DISTINCT FROM p_manifest_hash THEN 'manifest'
        WHEN p_found -> 'rows' IS DISTINCT FROM v_archive.facts -> 'rows' THEN 'rows'
        WHEN p_found #>> '{digests,content}' IS DISTINCT FROM v_archive.facts #>> '{digests,content}' THEN 'documents'
        WHEN p_found #>> '{digests,totals}' IS DISTINCT FROM v_archive.facts #>> '{digests,totals}' THEN 'totals'
        WHEN p_found -> 'texts' IS DISTINCT FROM v_archive.facts -> 'texts' THEN 'texts'
        WHEN p_found -> 'leaves' IS DISTINCT FROM v_archive.facts -> 'leaves' THEN 'audit leaves'
        WHEN hera_internal.leaf_digest(p_month) <> v_archive.facts -> 'leaves' THEN 'sealed tree'
        WHEN hera_internal.archive_digests(p_month) <> v_archive.facts -> 'digests' THEN 'balances brought forward'
    END;
    IF v_difference IS NOT NULL THEN
        PERFORM hera_internal.raise_error('ARC_004', v_difference, format(
            'archive of %s: the %s is not what was detached', to_char(p_month, 'YYYY-MM'), v_difference
        ));
    END IF;
    UPDATE hera_internal.archived_month AS a
    SET state = CASE v_state WHEN 'dropped' THEN 'dropped' ELSE 'verified' END, verified_at = clock_timestamp(),
        verified_by = hera_internal.caller_name()
    WHERE a.month = p_month;
    PERFORM hera_internal.write_platform_leaf(
        'archive.verified', NULL, jsonb_build_object('month', p_month, 'manifest', p_manifest_hash, 'found', p_found)
    );
END
$function$;
COMMENT ON FUNCTION hera.attest_archive(date, text, jsonb) IS 'Attests that the files of an archive hold what was detached.';
ALTER FUNCTION hera.attest_archive(date, text, jsonb) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.attest_archive(date, text, jsonb) TO hera_admin;
