CREATE TRIGGER confidence_map_mark
AFTER INSERT ON hera_internal.confidence_map
FOR EACH ROW
EXECUTE FUNCTION hera_internal.mark_guesses('8');
ALTER TABLE hera_internal.confidence_map ENABLE ALWAYS TRIGGER confidence_map_mark;
COMMENT ON TRIGGER confidence_map_mark ON hera_internal.confidence_map IS 'Guesses look for a map of confidence from the first one on.';
