CREATE FUNCTION hera.metrics()
RETURNS text
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- Metrics in the text format of Prometheus, version 0.0.4: each metric of hera_internal.metric with its samples. Reading
-- changes nothing; what cannot be known (counters on a standby) is left out, never shown as 0.
BEGIN
    RETURN (
        WITH sample AS MATERIALIZED (
            SELECT row_number() OVER () AS place, x.*
            FROM (
                SELECT * FROM hera_internal.request_samples()
                UNION ALL SELECT * FROM hera_internal.register_samples()
                UNION ALL SELECT * FROM hera_internal.ledger_samples()
                UNION ALL SELECT * FROM hera_internal.server_samples()
                UNION ALL SELECT * FROM hera_internal.audit_samples()
                UNION ALL SELECT * FROM hera_internal.reading_samples()
            ) AS x
            WHERE x.value IS NOT NULL
        )
        SELECT string_agg(
            format(E'# HELP %s %s\n# TYPE %s %s\n%s', m.name, m.description, m.name, m.kind, s.lines), '' ORDER BY m.name
        )
        FROM hera_internal.metric AS m
        CROSS JOIN LATERAL (
            SELECT string_agg(format(
                E'%s%s %s\n', x.metric, coalesce('{' || x.labels || '}', ''), trim_scale(x.value)
            ), '' ORDER BY x.place) AS lines
            FROM sample AS x
            WHERE x.metric = m.name OR m.kind = 'histogram' AND x.metric IN (m.name || '_bucket', m.name || '_count')
        ) AS s
        WHERE s.lines IS NOT NULL
    );
END
$function$;
COMMENT ON FUNCTION hera.metrics() IS 'Metrics in the text format of Prometheus.';
ALTER FUNCTION hera.metrics() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.metrics() TO hera_admin, hera_auditor;
