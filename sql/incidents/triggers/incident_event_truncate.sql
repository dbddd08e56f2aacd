CREATE TRIGGER incident_event_truncate
BEFORE TRUNCATE ON hera_internal.incident_event
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.incident_event ENABLE ALWAYS TRIGGER incident_event_truncate;
COMMENT ON TRIGGER incident_event_truncate ON hera_internal.incident_event IS 'Refuses TRUNCATE.';
