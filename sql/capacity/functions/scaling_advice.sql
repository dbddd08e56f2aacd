CREATE FUNCTION hera.scaling_advice()
RETURNS TABLE (subject text, state text, evidence text, advice text, command text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What to do about what runs short: one row for each thing that is not ok, unknown ones too. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.scaling_advice');
    RETURN QUERY
    SELECT c.name, c.state, coalesce(format('%s %s: %s', c.value, c.unit, c.detail), c.detail, 'nobody has said'), a.advice, a.command
    FROM hera.capacity() AS c
    JOIN (VALUES
        ('connections', 'Pool them (PgBouncer in transaction mode); raise max_connections only beside more memory.',
            'hera doctor connections'),
        ('storage', 'Archive months that retention allows, or enlarge the volume.', 'hera archive list'),
        ('storage_headroom', 'Plan a larger volume before the date, or archive months that retention allows.', 'hera archive list'),
        ('cpu', 'Spread the load over time, send documents in batches, or take a machine with more processors.', 'hera doctor latency'),
        ('memory', 'Lower work_mem or the number of connections, or take more memory.', 'hera doctor connections'),
        ('review_queue', 'Have more reviewers, accept whole groups, or train: documents wait faster than they are decided.',
            'hera review list'),
        ('commit_latency', 'Put the write-ahead log on faster storage, or send documents in batches: each COMMIT waits for it.',
            'hera doctor latency'),
        ('reservations', 'Agree on more with the organization, or slow it by its rate limit.', 'SELECT * FROM hera.reservation_coverage()')
    ) AS a (name, advice, command) ON a.name = c.name
    WHERE c.state <> 'ok';
END
$function$;
COMMENT ON FUNCTION hera.scaling_advice() IS 'What to do about what runs short.';
ALTER FUNCTION hera.scaling_advice() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.scaling_advice() TO hera_admin;
