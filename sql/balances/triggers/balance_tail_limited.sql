CREATE TRIGGER balance_tail_limited
AFTER INSERT ON hera_internal.balance_tail
FOR EACH ROW
WHEN (new.limited)
EXECUTE FUNCTION hera_internal.note_limited_line();
ALTER TABLE hera_internal.balance_tail ENABLE ALWAYS TRIGGER balance_tail_limited;
COMMENT ON TRIGGER balance_tail_limited ON hera_internal.balance_tail IS 'A line on a limited account is checked before COMMIT.';
