CREATE VIEW hera_internal.slow_query WITH (security_invoker = true) AS
SELECT
    x.query,
    x.calls,
    x.mean_ms,
    x.total_ms,
    x.max_ms,
    x.row_count,
    x.hit_share
FROM hera.slow_queries() AS x;
COMMENT ON VIEW hera_internal.slow_query IS 'Statements of this database that took most time; empty without pg_stat_statements.';
COMMENT ON COLUMN hera_internal.slow_query.query IS 'Statement, constants left out.';
COMMENT ON COLUMN hera_internal.slow_query.calls IS 'Times it ran.';
COMMENT ON COLUMN hera_internal.slow_query.mean_ms IS 'Milliseconds on average.';
COMMENT ON COLUMN hera_internal.slow_query.total_ms IS 'Milliseconds in all.';
COMMENT ON COLUMN hera_internal.slow_query.max_ms IS 'Milliseconds at most.';
COMMENT ON COLUMN hera_internal.slow_query.row_count IS 'Rows it returned or changed.';
COMMENT ON COLUMN hera_internal.slow_query.hit_share IS 'Share of its pages that were in memory.';
GRANT SELECT ON hera_internal.slow_query TO hera_admin;
