CREATE TRIGGER document_number_truncate
BEFORE TRUNCATE ON hera_internal.document_number
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.document_number ENABLE ALWAYS TRIGGER document_number_truncate;
COMMENT ON TRIGGER document_number_truncate ON hera_internal.document_number IS 'Refuses TRUNCATE.';
