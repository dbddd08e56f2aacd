CREATE TRIGGER ai_transaction_patterns_memory
AFTER INSERT OR UPDATE OR DELETE ON hera.ai_transaction_patterns
FOR EACH ROW
EXECUTE FUNCTION hera_internal.keep_memory();
ALTER TABLE hera.ai_transaction_patterns ENABLE ALWAYS TRIGGER ai_transaction_patterns_memory;
COMMENT ON TRIGGER ai_transaction_patterns_memory ON hera.ai_transaction_patterns IS 'Memory says what the patterns say.';
