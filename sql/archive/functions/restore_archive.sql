CREATE FUNCTION hera.restore_archive(p_month date)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
SET lock_timeout = '10s'
AS $function$
-- Brings an archived month back into the books, from its detached tables or from what hera.load_archive put in their place,
-- after holding it against what was recorded. What stood in for it goes. Locks as hera.archive_month does. Returns the rows
-- of each table. Raises AUTHZ_001, ARC_005, ARC_004, 55P03.
DECLARE
    v_state text := hera_internal.require_archived(p_month);
    v_differences text[];
    v_rows jsonb := (SELECT a.facts -> 'rows' FROM hera_internal.archived_month AS a WHERE a.month = p_month);
BEGIN
    IF to_regclass(hera_internal.month_table('hera.universal_transactions', p_month, '_archived')) IS NULL THEN
        PERFORM hera_internal.raise_error('ARC_004', 'p_month', format(
            'the rows of %s are not here: load the files of its archive first', to_char(p_month, 'YYYY-MM')
        ), 'hera archive restore reads them.');
    END IF;
    v_differences := ARRAY(SELECT d.difference FROM hera_internal.archive_differences(p_month) AS d (difference));
    IF v_differences <> '{}' THEN
        PERFORM hera_internal.raise_error('ARC_004', 'p_month', format(
            'what is to be restored of %s differs: %s', to_char(p_month, 'YYYY-MM'), array_to_string(v_differences[1:5], ', ')
        ));
    END IF;
    PERFORM hera_internal.lock_month(p_month);
    PERFORM hera_internal.make_live_tables(p_month);
    PERFORM hera_internal.refill_month(p_month);
    DELETE FROM hera_internal.balance_brought_forward AS f WHERE f.month = p_month;
    DELETE FROM hera_internal.archived_item AS i WHERE i.month = p_month;
    DELETE FROM hera_internal.archived_document AS d WHERE d.month = p_month;
    DELETE FROM hera_internal.archived_month AS a WHERE a.month = p_month;
    PERFORM hera_internal.swap_month(p_month, false);
    PERFORM hera_internal.drop_archived_tables(p_month);
    PERFORM hera_internal.write_platform_leaf(
        'archive.restored', NULL, jsonb_build_object('month', p_month, 'from', v_state, 'rows', v_rows)
    );
    RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION hera.restore_archive(date) IS 'Brings an archived month back into the books.';
ALTER FUNCTION hera.restore_archive(date) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.restore_archive(date) TO hera_admin;
