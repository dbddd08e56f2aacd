CREATE TRIGGER ai_models_enter_shadow
AFTER INSERT OR UPDATE OF status ON hera.ai_models
FOR EACH ROW
WHEN (new.status = 'shadow')
EXECUTE FUNCTION hera_internal.mark_guesses('4');
ALTER TABLE hera.ai_models ENABLE ALWAYS TRIGGER ai_models_enter_shadow;
COMMENT ON TRIGGER ai_models_enter_shadow ON hera.ai_models IS 'Guesses ask a model in shadow from now on.';
