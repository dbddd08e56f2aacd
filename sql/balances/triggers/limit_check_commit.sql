CREATE CONSTRAINT TRIGGER limit_check_commit
AFTER INSERT ON hera_internal.limit_check
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW
EXECUTE FUNCTION hera_internal.check_account_limits();
ALTER TABLE hera_internal.limit_check ENABLE ALWAYS TRIGGER limit_check_commit;
COMMENT ON TRIGGER limit_check_commit ON hera_internal.limit_check IS 'No posting passes the limit of an account, checked at COMMIT.';
