CREATE CONSTRAINT TRIGGER document_number_give
AFTER INSERT ON hera_internal.document_number
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW
WHEN (new.waits_in IS NOT NULL)
EXECUTE FUNCTION hera_internal.give_document_numbers();
ALTER TABLE hera_internal.document_number ENABLE ALWAYS TRIGGER document_number_give;
COMMENT ON TRIGGER document_number_give ON hera_internal.document_number IS 'Gives numbers without gaps at COMMIT.';
