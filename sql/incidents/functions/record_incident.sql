CREATE FUNCTION hera.record_incident(
    p_incident_id uuid, p_kind text, p_note text DEFAULT NULL, p_severity text DEFAULT NULL
)
RETURNS text
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes down what happened and returns the state: acknowledged (somebody has taken it), note, severity (p_severity from
-- here on), resolved, reopened, post_mortem (its text). Takes a lock on the incident, so that two are one after the other.
-- Raises AUTHZ_001, VAL_005 where words are needed, VAL_010, and INC_001 for what does not fit the state.
DECLARE
    v_state text;
BEGIN
    PERFORM hera_internal.require_operator('hera.record_incident');
    PERFORM FROM hera_internal.incident AS i WHERE i.id = p_incident_id FOR NO KEY UPDATE;
    PERFORM hera_internal.require_known('p_incident_id', p_incident_id::text, FOUND, 'the ids of hera.list_incidents');
    PERFORM hera_internal.require_known(
        'p_kind', p_kind, p_kind IN ('acknowledged', 'note', 'severity', 'resolved', 'reopened', 'post_mortem'),
        'acknowledged, note, severity, resolved, reopened, post_mortem'
    );
    PERFORM hera_internal.require_known('p_severity', p_severity, (p_kind = 'severity') = (p_severity IS NOT NULL) AND (
        p_severity IS NULL OR EXISTS (SELECT FROM hera_internal.incident_response AS r WHERE r.severity = p_severity)
    ));
    IF p_kind <> 'acknowledged' THEN
        PERFORM hera_internal.require_text(p_note, 'p_note', 20000);
    END IF;
    SELECT s.state INTO v_state FROM hera_internal.incident_states() AS s WHERE s.id = p_incident_id;
    IF NOT (CASE p_kind
        WHEN 'acknowledged' THEN v_state = 'open'
        WHEN 'severity' THEN v_state IN ('open', 'acknowledged')
        WHEN 'resolved' THEN v_state IN ('open', 'acknowledged')
        WHEN 'reopened' THEN v_state IN ('resolved', 'closed')
        WHEN 'post_mortem' THEN v_state = 'resolved'
        ELSE true
    END) THEN
        PERFORM hera_internal.raise_error(
            'INC_001', 'p_kind', format('the incident is %s, which %s does not fit', v_state, p_kind)
        );
    END IF;
    PERFORM hera_internal.add_incident_event(p_incident_id, p_kind, p_severity, p_note);
    RETURN (SELECT s.state FROM hera_internal.incident_states() AS s WHERE s.id = p_incident_id);
END
$function$;
COMMENT ON FUNCTION hera.record_incident(uuid, text, text, text) IS 'Writes down what happened in an incident and returns its state.';
ALTER FUNCTION hera.record_incident(uuid, text, text, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.record_incident(uuid, text, text, text) TO hera_admin;
