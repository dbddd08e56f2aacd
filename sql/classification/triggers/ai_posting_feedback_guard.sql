CREATE TRIGGER ai_posting_feedback_guard
BEFORE UPDATE OR DELETE ON hera.ai_posting_feedback
FOR EACH ROW
EXECUTE FUNCTION hera_internal.refuse_change();
ALTER TABLE hera.ai_posting_feedback ENABLE ALWAYS TRIGGER ai_posting_feedback_guard;
COMMENT ON TRIGGER ai_posting_feedback_guard ON hera.ai_posting_feedback IS 'A verdict never changes.';
