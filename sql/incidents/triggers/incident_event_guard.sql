CREATE TRIGGER incident_event_guard
BEFORE UPDATE OR DELETE ON hera_internal.incident_event
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.incident_event ENABLE ALWAYS TRIGGER incident_event_guard;
COMMENT ON TRIGGER incident_event_guard ON hera_internal.incident_event IS 'A row of incident_event never changes.';
