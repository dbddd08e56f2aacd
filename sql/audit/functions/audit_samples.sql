CREATE FUNCTION hera_internal.audit_samples()
RETURNS TABLE (metric text, labels text, value numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The window of the audit trail that is not sealed yet.
BEGIN
    RETURN QUERY
    SELECT x.metric, NULL::text, x.value
    FROM (
        SELECT count(*)::numeric AS leaves, coalesce(extract(epoch FROM clock_timestamp() - min(a.created_at)), 0) AS age
        FROM hera_internal.audit_leaf AS a
        WHERE a.xid >= coalesce(
            (SELECT s.through_xid FROM hera_internal.audit_seal AS s ORDER BY s.number DESC LIMIT 1), 0
        )
    ) AS w
    CROSS JOIN LATERAL (
        VALUES ('audit_unsealed_leaves', w.leaves), ('audit_unsealed_seconds', round(greatest(w.age, 0), 3))
    ) AS x (metric, value);
END
$function$;
COMMENT ON FUNCTION hera_internal.audit_samples() IS 'Metrics of the audit trail.';
ALTER FUNCTION hera_internal.audit_samples() OWNER TO hera_owner;
