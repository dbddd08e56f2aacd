CREATE TRIGGER account_rejection_mark
AFTER INSERT ON hera_internal.account_rejection
FOR EACH ROW
EXECUTE FUNCTION hera_internal.mark_guesses('2');
ALTER TABLE hera_internal.account_rejection ENABLE ALWAYS TRIGGER account_rejection_mark;
COMMENT ON TRIGGER account_rejection_mark ON hera_internal.account_rejection IS 'Guesses look for rejections from the first one on.';
