CREATE FUNCTION hera.open_incident(
    p_severity text, p_title text, p_note text DEFAULT NULL, p_tier smallint DEFAULT 1, p_alert text DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Opens an incident, whose timers run from now. Raises AUTHZ_001, VAL_005 (title, note), VAL_010 (severity, tier).
DECLARE
    v_id uuid := hera_internal.new_id();
BEGIN
    PERFORM hera_internal.require_operator('hera.open_incident');
    PERFORM hera_internal.require_text(p_title, 'p_title', 200);
    PERFORM hera_internal.require_known('p_tier', p_tier::text, p_tier BETWEEN 1 AND 3, '1 to 3');
    PERFORM hera_internal.require_known('p_severity', p_severity, EXISTS (
        SELECT FROM hera_internal.incident_response AS r WHERE r.severity = p_severity
    ));
    INSERT INTO hera_internal.incident (id, opened_at, opened_by, title, tier, alert)
    VALUES (v_id, clock_timestamp(), hera_internal.caller_name(), p_title, p_tier, left(p_alert, 200));
    PERFORM hera_internal.add_incident_event(v_id, 'opened', p_severity, p_note);
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.open_incident(text, text, text, smallint, text) IS 'Opens an incident and starts its timers.';
ALTER FUNCTION hera.open_incident(text, text, text, smallint, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.open_incident(text, text, text, smallint, text) TO hera_admin;
