CREATE FUNCTION hera_internal.note_run(p_name text, p_runner text)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Records that a run starts, for a caller who holds the lock of the job; returns its number. Runs that are recorded as
-- running are lost, as nobody else holds it. Of each job the newest 1,000 runs are kept.
DECLARE
    v_id bigint;
BEGIN
    UPDATE hera_internal.job_run AS h SET outcome = 'lost' WHERE h.name = p_name AND h.outcome = 'running';
    DELETE FROM hera_internal.job_run AS h
    WHERE h.name = p_name AND h.id < (
        SELECT min(k.id) FROM (
            SELECT o.id FROM hera_internal.job_run AS o WHERE o.name = p_name ORDER BY o.started_at DESC LIMIT 1000
        ) AS k
    );
    INSERT INTO hera_internal.job_run (name, runner, started_at, outcome)
    VALUES (p_name, left(p_runner, 200), clock_timestamp(), 'running')
    RETURNING id INTO v_id;
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.note_run(text, text) IS 'Records that a run of a job starts.';
ALTER FUNCTION hera_internal.note_run(text, text) OWNER TO hera_owner;
