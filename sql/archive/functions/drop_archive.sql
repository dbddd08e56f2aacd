CREATE FUNCTION hera.drop_archive(p_month date)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '10s'
AS $function$
-- Drops the detached tables of a month, for good: only with a verified archive, and not while a legal hold keeps it. What
-- stands in for the month stays. Raises AUTHZ_001, ARC_005, ARC_002.
DECLARE
    v_state text := hera_internal.require_archived(p_month);
    v_hold text := (SELECT h.reason FROM hera_internal.holds_on(p_month) AS h (reason) LIMIT 1);
BEGIN
    IF v_state <> 'verified' OR v_hold IS NOT NULL THEN
        PERFORM hera_internal.raise_error('ARC_002', 'p_month', format(
            '%s is not dropped: %s', to_char(p_month, 'YYYY-MM'), coalesce(v_hold, 'its archive is ' || v_state)
        ));
    END IF;
    PERFORM hera_internal.drop_archived_tables(p_month);
    UPDATE hera_internal.archived_month AS a
    SET state = 'dropped', dropped_at = clock_timestamp(), dropped_by = hera_internal.caller_name()
    WHERE a.month = p_month;
    PERFORM hera_internal.write_platform_leaf('archive.dropped', NULL, jsonb_build_object('month', p_month));
END
$function$;
COMMENT ON FUNCTION hera.drop_archive(date) IS 'Drops the detached tables of a month that is in a verified archive.';
ALTER FUNCTION hera.drop_archive(date) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.drop_archive(date) TO hera_admin;
