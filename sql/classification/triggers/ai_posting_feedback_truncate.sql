CREATE TRIGGER ai_posting_feedback_truncate
BEFORE TRUNCATE ON hera.ai_posting_feedback
FOR EACH STATEMENT
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera.ai_posting_feedback ENABLE ALWAYS TRIGGER ai_posting_feedback_truncate;
COMMENT ON TRIGGER ai_posting_feedback_truncate ON hera.ai_posting_feedback IS 'Refuses TRUNCATE.';
