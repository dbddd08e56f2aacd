CREATE FUNCTION hera_internal.archive_blockers(p_month date)
RETURNS SETOF text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is in the way of archiving a month, nothing when it may go. Documents that are open or wait are no obstacle: they
-- stay. Reads the documents of the month, and the leaves of that month and of all later ones. What stands in for documents is made
-- of them as they are: they must be what their leaves say.
DECLARE
    v_from timestamptz := p_month::timestamp AT TIME ZONE 'UTC';
    v_to timestamptz := (p_month + interval '1 month') AT TIME ZONE 'UTC';
    v_active integer := (SELECT max(r.active_months) FROM hera_internal.retention_in_force() AS r WHERE r.class IN ('transactions', 'audit'));
BEGIN
    RETURN QUERY
    SELECT 'it is archived already' WHERE EXISTS (SELECT FROM hera_internal.archived_month AS a WHERE a.month = p_month)
    UNION ALL
    SELECT 'there is no such month' WHERE to_regclass(
        hera_internal.month_table('hera.universal_transactions', p_month)
    ) IS NULL OR extract(day FROM p_month) <> 1
    UNION ALL
    SELECT format('it stays until %s', (v_to + make_interval(months => v_active))::date)
    WHERE v_to + make_interval(months => v_active) > now() OR v_to > now()
    UNION ALL
    SELECT format('%s comes first', min(m.month))
    FROM hera_internal.months_of('hera.universal_transactions') AS m (month)
    WHERE m.month < p_month AND NOT EXISTS (SELECT FROM hera_internal.archived_month AS a WHERE a.month = m.month)
    HAVING count(*) > 0
    UNION ALL
    SELECT h.reason FROM hera_internal.holds_on(p_month) AS h (reason)
    UNION ALL
    SELECT format('organization %s has closed its books %s only', o.organization_id, coalesce('up to ' || o.closed_through, 'never'))
    FROM hera.core_organizations AS o
    WHERE coalesce(o.closed_through < (v_to AT TIME ZONE 'UTC')::date - 1, true) AND EXISTS (
        SELECT FROM hera.universal_transactions AS t
        WHERE t.organization_id = o.organization_id AND t.created_at >= v_from AND t.created_at < v_to
            AND t.line_count > 0
    )
    UNION ALL
    SELECT 'some of its audit leaves have no seal yet: run hera.seal_audit()'
    WHERE EXISTS (
        SELECT FROM hera_internal.audit_leaf AS a
        WHERE a.created_at >= v_from AND a.created_at < v_to AND a.xid >= coalesce((
            SELECT s.through_xid FROM hera_internal.audit_seal AS s ORDER BY s.number DESC LIMIT 1
        ), 0)
    )
    UNION ALL
    SELECT 'some of its documents are in no certificate yet: run hera.verify_since()'
    WHERE EXISTS (
        SELECT FROM (
            SELECT u.transaction_id FROM hera_internal.uncertified_document AS u
            UNION ALL
            SELECT t.transaction_id FROM hera_internal.balance_tail AS t
        ) AS x (id)
        WHERE x.id >= hera_internal.first_id(v_from) AND x.id < hera_internal.first_id(v_to)
    )
    UNION ALL
    SELECT format('leaf %s or its document is not as it was written: see hera.verify_audit()', min(e.id::text))
    FROM (
        SELECT min(a.xid) AS first_xid, max(a.xid) AS last_xid
        FROM hera_internal.audit_leaf AS a
        WHERE a.created_at >= v_from AND a.header_hash IS NOT NULL
            AND hera_internal.sealed_document(a.event, a.subject_id, a.detail) >= hera_internal.first_id(v_from)
            AND hera_internal.sealed_document(a.event, a.subject_id, a.detail) < hera_internal.first_id(v_to)
    ) AS x
    CROSS JOIN LATERAL hera_internal.audit_entries(x.first_xid, x.last_xid + 1, true) AS e
    WHERE e.hash IS NULL
    HAVING count(*) > 0;
END
$function$;
COMMENT ON FUNCTION hera_internal.archive_blockers(date) IS 'What is in the way of archiving a month.';
ALTER FUNCTION hera_internal.archive_blockers(date) OWNER TO hera_owner;
