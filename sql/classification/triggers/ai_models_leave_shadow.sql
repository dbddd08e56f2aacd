CREATE TRIGGER ai_models_leave_shadow
AFTER UPDATE OF status ON hera.ai_models
FOR EACH ROW
WHEN (old.status = 'shadow' AND new.status <> 'shadow')
EXECUTE FUNCTION hera_internal.mark_guesses('-4');
ALTER TABLE hera.ai_models ENABLE ALWAYS TRIGGER ai_models_leave_shadow;
COMMENT ON TRIGGER ai_models_leave_shadow ON hera.ai_models IS 'Guesses look for no model in shadow any more.';
