CREATE TRIGGER pending_document_guard
BEFORE UPDATE OR DELETE ON hera_internal.pending_document
FOR EACH ROW
EXECUTE FUNCTION hera_internal.guard_pending_document();
ALTER TABLE hera_internal.pending_document ENABLE ALWAYS TRIGGER pending_document_guard;
COMMENT ON TRIGGER pending_document_guard ON hera_internal.pending_document IS 'A pending document is resolved once.';
