CREATE FUNCTION hera.incident_timeline(p_incident_id uuid)
RETURNS TABLE (recorded_at timestamptz, recorded_by text, kind text, severity text, note text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What happened in an incident, in the order of time. Raises AUTHZ_001, VAL_010.
BEGIN
    PERFORM hera_internal.require_operator('hera.incident_timeline');
    PERFORM hera_internal.require_known('p_incident_id', p_incident_id::text, EXISTS (
        SELECT FROM hera_internal.incident AS i WHERE i.id = p_incident_id
    ), 'the ids of hera.list_incidents');
    RETURN QUERY
    SELECT e.recorded_at, e.recorded_by, e.kind, e.severity, e.note
    FROM hera_internal.incident_event AS e
    WHERE e.incident_id = p_incident_id
    ORDER BY e.id;
END
$function$;
COMMENT ON FUNCTION hera.incident_timeline(uuid) IS 'What happened in an incident.';
ALTER FUNCTION hera.incident_timeline(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.incident_timeline(uuid) TO hera_admin;
