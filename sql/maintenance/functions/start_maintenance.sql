CREATE FUNCTION hera.start_maintenance(p_task text, p_target text, p_emergency text DEFAULT NULL)
RETURNS TABLE (run bigint, statement text, seconds integer)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Records that a statement of the plan begins, and gives the seconds it may take: those of the setting
-- maintenance_task_seconds, and not beyond the end of the window. Outside the window only as an emergency, with a reason that
-- goes into the audit trail. Runs that nobody is at any more are lost. Raises AUTHZ_001, MNT_001, VAL_010.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_window record;
    v_reason text;
BEGIN
    PERFORM hera_internal.require_operator('hera.start_maintenance');
    SELECT p.statement, p.reason INTO statement, v_reason FROM hera.maintenance_plan() AS p
    WHERE p.task = p_task AND p.target = p_target;
    PERFORM hera_internal.require_known('p_target', p_target, statement IS NOT NULL);
    SELECT w.is_open, w.opens_at, w.closes_at INTO v_window FROM hera.maintenance_window(v_now) AS w;
    seconds := hera_internal.server_setting_value('maintenance_task_seconds')::integer;
    IF coalesce(p_emergency, '') <> '' THEN
        PERFORM hera_internal.write_platform_leaf('maintenance.emergency', NULL, jsonb_build_object(
            'task', p_task, 'target', p_target, 'reason', left(p_emergency, 1000)
        ));
    ELSIF NOT v_window.is_open THEN
        PERFORM hera_internal.raise_error('MNT_001', 'p_emergency', format('the next window opens at %s', v_window.opens_at));
    ELSE
        seconds := greatest(1, least(seconds, extract(epoch FROM v_window.closes_at - v_now)::integer));
    END IF;
    UPDATE hera_internal.maintenance_run AS r SET outcome = 'lost', ended_at = v_now
    WHERE r.outcome = 'running' AND r.task = p_task AND r.target = p_target;
    INSERT INTO hera_internal.maintenance_run (task, target, statement, reason, emergency, runner, started_at, outcome)
    VALUES (
        p_task, p_target, statement, v_reason, nullif(left(p_emergency, 1000), ''), hera_internal.caller_name(), v_now, 'running'
    )
    RETURNING maintenance_run.id INTO run;
    RETURN NEXT;
END
$function$;
COMMENT ON FUNCTION hera.start_maintenance(text, text, text) IS 'Records the start of a statement of the maintenance plan.';
ALTER FUNCTION hera.start_maintenance(text, text, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.start_maintenance(text, text, text) TO hera_admin;
