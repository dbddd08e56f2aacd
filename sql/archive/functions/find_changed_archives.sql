CREATE FUNCTION hera_internal.find_changed_archives()
RETURNS SETOF text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What stands in for archived months, and the leaves of the tree that are in the archive, as they were recorded when the
-- month was detached, in the table and in the audit trail; and detached tables that are gone without having been dropped.
DECLARE
    v_month record;
    v_name text;
BEGIN
    FOR v_month IN
        SELECT a.month, a.state, a.facts, a.facts -> 'digests' AS digests, a.facts -> 'leaves' AS leaves, (
            SELECT l.detail FROM hera_internal.audit_leaf AS l
            WHERE l.organization_id = '00000000-0000-0000-0000-000000000000' AND l.event = 'archive.detached'
                AND l.created_at BETWEEN a.detached_at - interval '1 hour' AND a.detached_at + interval '1 hour'
                AND l.detail ->> 'month' = a.month::text
            ORDER BY l.created_at DESC LIMIT 1
        ) AS witness
        FROM hera_internal.archived_month AS a
        ORDER BY a.month
    LOOP
        v_name := to_char(v_month.month, 'YYYY-MM');
        IF v_month.facts - 'organizations' <> v_month.witness THEN
            RETURN NEXT format('%s is not what the audit trail says of it', v_name);
        END IF;
        RETURN QUERY
        SELECT format('%s: %s differ', v_name, d.key)
        FROM jsonb_each(hera_internal.archive_digests(v_month.month)) AS d
        WHERE v_month.digests -> d.key IS DISTINCT FROM d.value;
        IF hera_internal.leaf_digest(v_month.month) <> v_month.leaves THEN
            RETURN NEXT format('%s: its audit leaves are not those of the tree', v_name);
        END IF;
        RETURN QUERY
        SELECT format('%s is gone', hera_internal.month_table(t.relation, v_month.month, '_archived'))
        FROM hera_internal.partitioned_table AS t
        WHERE v_month.state <> 'dropped'
            AND to_regclass(hera_internal.month_table(t.relation, v_month.month, '_archived')) IS NULL;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_changed_archives() IS 'Archived months that are not as they were detached.';
ALTER FUNCTION hera_internal.find_changed_archives() OWNER TO hera_owner;
