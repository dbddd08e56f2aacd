CREATE FUNCTION hera_internal.find_bad_numbering()
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET quote_all_identifiers = off
AS $function$
-- Whether new leaves get the number of their transaction as the last horizon says, in the cluster that it is of; and
-- leaves with a number that no transaction has had yet, which no seal would take. NULL when all is well.
DECLARE
    v_horizon record;
    v_default text;
    v_wanted text;
    v_next bigint := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
BEGIN
    SELECT h.* INTO v_horizon FROM hera_internal.audit_horizon AS h ORDER BY h.number DESC LIMIT 1;
    IF v_horizon.number IS NULL THEN
        RETURN NULL;
    ELSIF v_horizon.system_identifier <> (SELECT c.system_identifier FROM pg_control_system() AS c) THEN
        RETURN 'the last seal was made in another cluster: seal here, then hera.acknowledge_restore says why';
    END IF;
    v_default := (
        SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef AS d
        INNER JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        WHERE d.adrelid = 'hera_internal.audit_leaf'::regclass AND a.attname = 'xid'
    );
    v_wanted := '((pg_current_xact_id())::text)::bigint';
    IF v_default IS DISTINCT FROM v_wanted
        AND v_default IS DISTINCT FROM format('(%s + (%s)::bigint)', v_wanted, v_horizon.xid_offset)
        AND v_default IS DISTINCT FROM format('(%s + ''%s''::bigint)', v_wanted, v_horizon.xid_offset)
        OR (v_default = v_wanted AND v_horizon.xid_offset <> 0)
    THEN
        RETURN format('new leaves are numbered by %s', coalesce(v_default, 'nothing'));
    END IF;
    RETURN (
        SELECT hera_internal.list_findings(array_agg(format('leaf %s', a.id) ORDER BY a.id))
        FROM hera_internal.audit_leaf AS a
        -- A transaction that began and committed since this statement did is not seen by it.
        WHERE a.xid >= v_next + v_horizon.xid_offset
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_numbering() IS 'Whether leaves get numbers that seals go by; what is wrong, or NULL.';
ALTER FUNCTION hera_internal.find_bad_numbering() OWNER TO hera_owner;
