CREATE TRIGGER incident_guard
BEFORE UPDATE OR DELETE ON hera_internal.incident
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.incident ENABLE ALWAYS TRIGGER incident_guard;
COMMENT ON TRIGGER incident_guard ON hera_internal.incident IS 'A row of incident never changes.';
