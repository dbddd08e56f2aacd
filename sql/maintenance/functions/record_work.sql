CREATE FUNCTION hera.record_work(p_name text, p_note text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Says that work of the calendar was done just now. Raises AUTHZ_001, VAL_010.
BEGIN
    PERFORM hera_internal.require_operator('hera.record_work');
    PERFORM hera_internal.require_known(
        'p_name', p_name, EXISTS (SELECT FROM hera_internal.planned_work AS w WHERE w.name = p_name)
    );
    INSERT INTO hera_internal.work_done (name, done_at, done_by, note)
    VALUES (p_name, clock_timestamp(), hera_internal.caller_name(), left(p_note, 1000));
    PERFORM hera_internal.write_platform_leaf(
        'maintenance.recorded', NULL, jsonb_build_object('work', p_name, 'note', left(p_note, 1000))
    );
END
$function$;
COMMENT ON FUNCTION hera.record_work(text, text) IS 'Records that planned work was done.';
ALTER FUNCTION hera.record_work(text, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.record_work(text, text) TO hera_admin;
