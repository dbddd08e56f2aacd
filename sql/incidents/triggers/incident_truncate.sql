CREATE TRIGGER incident_truncate
BEFORE TRUNCATE ON hera_internal.incident
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.incident ENABLE ALWAYS TRIGGER incident_truncate;
COMMENT ON TRIGGER incident_truncate ON hera_internal.incident IS 'Refuses TRUNCATE.';
