CREATE FUNCTION hera_internal.add_incident_event(p_incident_id uuid, p_kind text, p_severity text, p_note text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Adds a row to the timeline, and a leaf to the audit trail without the note. Raises VAL_005 for a note that is too long.
BEGIN
    IF p_note IS NOT NULL THEN
        PERFORM hera_internal.require_text(p_note, 'p_note', 20000);
    END IF;
    INSERT INTO hera_internal.incident_event (incident_id, id, recorded_at, recorded_by, kind, severity, note)
    VALUES (
        p_incident_id, hera_internal.new_id(), clock_timestamp(), hera_internal.caller_name(), p_kind, p_severity, p_note
    );
    PERFORM hera_internal.write_platform_leaf(
        'incident.' || p_kind, p_incident_id, jsonb_strip_nulls(jsonb_build_object('severity', p_severity))
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.add_incident_event(uuid, text, text, text) IS 'Adds a row to the timeline of an incident.';
ALTER FUNCTION hera_internal.add_incident_event(uuid, text, text, text) OWNER TO hera_owner;
