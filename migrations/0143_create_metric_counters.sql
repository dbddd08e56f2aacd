DO $migration$
DECLARE
    v_name text;
BEGIN
    -- nextval ignores transactions and takes no lock that lasts, so counting costs no contention; unlogged sequences write
    -- no WAL and begin anew after a crash, as counters of Prometheus may.
    FOR v_name IN
        SELECT pg_catalog.format('metric_%s_%s', g.stage, s.status)
        FROM pg_catalog.unnest(ARRAY[
            'stated', 'type', 'rule', 'match', 'memory', 'neighbours', 'model', 'none'
        ]) AS g (stage)
        CROSS JOIN pg_catalog.unnest(ARRAY[
            'posted', 'auto_posted', 'pending_review', 'manual_required', 'pending', 'draft'
        ]) AS s (status)
        UNION ALL
        SELECT 'metric_rejected'
        UNION ALL
        SELECT 'metric_duration_' || n FROM pg_catalog.generate_series(0, 12) AS d (n)
        UNION ALL
        SELECT 'metric_confidence_' || n FROM pg_catalog.generate_series(0, 9) AS c (n)
    LOOP
        EXECUTE pg_catalog.format('CREATE UNLOGGED SEQUENCE hera_internal.%I', v_name);
    END LOOP;
END
$migration$;

CREATE TABLE hera_internal.metric (
    name text NOT NULL,
    kind text NOT NULL,
    description text NOT NULL,
    CONSTRAINT metric_pk PRIMARY KEY (name),
    CONSTRAINT metric_name_ck CHECK (name ~ '^[a-z][a-z0-9_]*$'),
    CONSTRAINT metric_kind_ck CHECK (kind IN ('counter', 'gauge', 'histogram'))
);
COMMENT ON TABLE hera_internal.metric IS 'Metrics of hera.metrics(); the rows are data bindings.';
COMMENT ON COLUMN hera_internal.metric.name IS 'Name as Prometheus sees it.';
COMMENT ON COLUMN hera_internal.metric.kind IS 'counter, gauge or histogram.';
COMMENT ON COLUMN hera_internal.metric.description IS 'What it measures, with its unit.';
