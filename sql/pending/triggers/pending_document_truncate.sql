CREATE TRIGGER pending_document_truncate
BEFORE TRUNCATE ON hera_internal.pending_document
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera_internal.pending_document ENABLE ALWAYS TRIGGER pending_document_truncate;
COMMENT ON TRIGGER pending_document_truncate ON hera_internal.pending_document IS 'Refuses TRUNCATE.';
