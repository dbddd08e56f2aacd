CREATE FUNCTION hera.stage_archive(p_month date)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $function$
-- Makes empty tables for the rows of a month whose detached tables were dropped, to be filled by hera.load_archive. What an
-- earlier attempt left is dropped. Raises AUTHZ_001, ARC_005, ARC_002 while the detached tables are there.
DECLARE
    v_table record;
BEGIN
    IF hera_internal.require_archived(p_month) <> 'dropped' THEN
        PERFORM hera_internal.raise_error('ARC_002', 'p_month', 'the detached tables are there: restore the month from them');
    END IF;
    PERFORM hera_internal.drop_archived_tables(p_month);
    FOR v_table IN
        SELECT t.relation, hera_internal.month_table(t.relation, p_month, '_archived') AS staged
        FROM hera_internal.partitioned_table AS t
    LOOP
        EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING INDEXES INCLUDING COMMENTS)', v_table.staged, v_table.relation);
        PERFORM hera_internal.secure_table(v_table.staged::regclass);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.stage_archive(date) IS 'Makes empty tables for a month that is read back from its archive.';
ALTER FUNCTION hera.stage_archive(date) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.stage_archive(date) TO hera_admin;
