CREATE TRIGGER universal_transaction_lines_replica
AFTER INSERT ON hera.universal_transaction_lines
FOR EACH ROW
EXECUTE FUNCTION hera_internal.check_replica_line();
ALTER TABLE hera.universal_transaction_lines ENABLE REPLICA TRIGGER universal_transaction_lines_replica;
COMMENT ON TRIGGER universal_transaction_lines_replica ON hera.universal_transaction_lines IS 'A line belongs to a document that counts it, also where foreign keys are switched off.';
