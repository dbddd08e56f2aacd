CREATE FUNCTION hera.metric_samples(p_metric text)
RETURNS TABLE (labels jsonb, value numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- The samples of one metric as rows, for exporters that ask by query; of a histogram its name with _bucket or _count. What
-- is unknown has no row. Raises VAL_010 for another metric.
DECLARE
    v_reads boolean := p_metric IN ('hera_alert_reading', 'hera_burn_rate');
BEGIN
    PERFORM hera_internal.require_known('p_metric', p_metric, EXISTS (
        SELECT FROM hera_internal.metric AS m
        WHERE m.name = p_metric OR (m.kind = 'histogram' AND p_metric IN (m.name || '_bucket', m.name || '_count'))
    ), 'the metrics of hera.metrics');
    RETURN QUERY
    SELECT (
        SELECT jsonb_object_agg(l[1], l[2]) FROM regexp_matches(s.labels, '([a-z_]+)="([^"]*)"', 'g') AS l
    ), s.value
    FROM (
        SELECT r.* FROM hera_internal.request_samples() AS r WHERE NOT v_reads
        UNION ALL SELECT r.* FROM hera_internal.register_samples() AS r WHERE NOT v_reads
        UNION ALL SELECT r.* FROM hera_internal.ledger_samples() AS r WHERE NOT v_reads
        UNION ALL SELECT r.* FROM hera_internal.server_samples() AS r WHERE NOT v_reads
        UNION ALL SELECT r.* FROM hera_internal.audit_samples() AS r WHERE NOT v_reads
        UNION ALL SELECT r.* FROM hera_internal.reading_samples() AS r WHERE v_reads
    ) AS s
    WHERE s.metric = p_metric AND s.value IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION hera.metric_samples(text) IS 'Samples of one metric as rows.';
ALTER FUNCTION hera.metric_samples(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.metric_samples(text) TO hera_admin, hera_auditor;
