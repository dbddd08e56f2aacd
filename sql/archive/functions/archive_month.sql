CREATE FUNCTION hera.archive_month(p_month date)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
SET lock_timeout = '10s'
AS $function$
-- Takes a month out of the books: what its documents moved goes to hera_internal.balance_brought_forward, the partitions
-- are detached with their guards, and what is open or waits stays in a partition of its own. Returns what was recorded.
-- Whoever settles, reverses or decides a document of that month waits meanwhile; others wait for the last step, which is
-- short, and tried again rather than waited for. Raises AUTHZ_001,
-- VAL_010, ARC_001, 55P03.
DECLARE
    v_blockers text[];
    v_facts jsonb;
    v_seal bigint;
BEGIN
    PERFORM hera_internal.require_operator('hera.archive_month');
    PERFORM hera_internal.require_known('p_month', p_month::text, p_month BETWEEN '1970-01-01' AND '9999-12-31', '1970-01-01 to 9999-12-31');
    PERFORM pg_advisory_xact_lock(hashtextextended('hera.archive', 0));
    v_blockers := ARRAY(SELECT b.reason FROM hera_internal.archive_blockers(p_month) AS b (reason));
    IF v_blockers <> '{}' THEN
        PERFORM hera_internal.raise_error(
            'ARC_001', 'p_month', format('%s cannot be archived: %s', p_month, array_to_string(v_blockers[1:5], '; '))
        );
    END IF;
    PERFORM hera_internal.lock_month(p_month);
    PERFORM hera_internal.make_live_tables(p_month);
    PERFORM hera_internal.keep_documents(p_month);
    PERFORM hera_internal.keep_leaves(p_month);
    PERFORM hera_internal.bring_forward(p_month);
    v_facts := hera_internal.archive_facts(p_month);
    v_seal := hera_internal.final_seal(p_month);
    IF v_seal IS NULL THEN
        PERFORM hera_internal.raise_error(
            'ARC_001', 'p_month', format('%s cannot be archived: later audit leaves of its documents have no seal yet', p_month),
            'Run hera.seal_audit() first.'
        );
    END IF;
    INSERT INTO hera_internal.archived_month (month, state, detached_at, detached_by, facts, final_seal)
    VALUES (p_month, 'detached', clock_timestamp(), hera_internal.caller_name(), v_facts, v_seal);
    PERFORM hera_internal.swap_month(p_month, true);
    PERFORM hera_internal.write_platform_leaf('archive.detached', NULL, v_facts - 'organizations');
    RETURN v_facts;
END
$function$;
COMMENT ON FUNCTION hera.archive_month(date) IS 'Takes a month out of the books, to be exported.';
ALTER FUNCTION hera.archive_month(date) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.archive_month(date) TO hera_admin;
