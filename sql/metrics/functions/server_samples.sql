CREATE FUNCTION hera_internal.server_samples()
RETURNS TABLE (metric text, labels text, value numeric)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the statistics of the server say of this database.
BEGIN
    RETURN QUERY
    SELECT 'database_connection_count', format('state="%s"', s.state), count(a.pid)::numeric
    FROM unnest('{active,idle,idle in transaction}'::text[]) AS s (state)
    LEFT JOIN pg_stat_activity AS a
        ON a.backend_type = 'client backend' AND replace(a.state, ' (aborted)', '') = s.state
    GROUP BY s.state
    UNION ALL
    SELECT 'database_connection_limit', NULL, current_setting('max_connections')::numeric
    UNION ALL
    SELECT 'database_size_bytes', NULL, pg_database_size(current_database())
    UNION ALL
    SELECT x.metric, x.labels, x.value
    FROM pg_stat_database AS d
    CROSS JOIN LATERAL (
        VALUES
        ('cache_hit_ratio', 'cache="shared_buffers"', round(d.blks_hit / nullif(d.blks_hit + d.blks_read, 0)::numeric, 6)),
        ('database_transactions_total', 'result="commit"', d.xact_commit),
        ('database_transactions_total', 'result="rollback"', d.xact_rollback),
        ('database_deadlocks_total', NULL, d.deadlocks)
    ) AS x (metric, labels, value)
    WHERE d.datname = current_database() AND x.value IS NOT NULL
    UNION ALL
    SELECT 'database_oldest_transaction_seconds', NULL, CASE WHEN hera_internal.sees_sessions() THEN
        coalesce(round(extract(epoch FROM max(clock_timestamp() - a.xact_start)), 3), 0)
    END
    FROM pg_stat_activity AS a
    WHERE a.backend_type = 'client backend' AND a.datname = current_database();
END
$function$;
COMMENT ON FUNCTION hera_internal.server_samples() IS 'Metrics of the server.';
ALTER FUNCTION hera_internal.server_samples() OWNER TO hera_owner;
