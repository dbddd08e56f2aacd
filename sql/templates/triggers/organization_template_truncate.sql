CREATE TRIGGER organization_template_truncate
BEFORE TRUNCATE ON hera_internal.organization_template
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.organization_template ENABLE ALWAYS TRIGGER organization_template_truncate;
COMMENT ON TRIGGER organization_template_truncate ON hera_internal.organization_template IS 'Refuses TRUNCATE.';
