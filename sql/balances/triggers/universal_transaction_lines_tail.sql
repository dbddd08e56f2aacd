CREATE TRIGGER universal_transaction_lines_tail
AFTER INSERT ON hera.universal_transaction_lines
FOR EACH ROW
WHEN (current_user <> 'hera_api')
EXECUTE FUNCTION hera_internal.tail_line();
ALTER TABLE hera.universal_transaction_lines ENABLE ALWAYS TRIGGER universal_transaction_lines_tail;
COMMENT ON TRIGGER universal_transaction_lines_tail ON hera.universal_transaction_lines IS 'Balances count every line; entry functions see to their own, which costs them less than a trigger.';
