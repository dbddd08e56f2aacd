CREATE TRIGGER document_number_guard
BEFORE UPDATE OR DELETE ON hera_internal.document_number
FOR EACH ROW
EXECUTE FUNCTION hera_internal.guard_document_number();
ALTER TABLE hera_internal.document_number ENABLE ALWAYS TRIGGER document_number_guard;
COMMENT ON TRIGGER document_number_guard ON hera_internal.document_number IS 'Numbers that were given stay.';
