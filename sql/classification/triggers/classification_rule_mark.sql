CREATE TRIGGER classification_rule_mark
AFTER INSERT ON hera_internal.classification_rule
FOR EACH ROW
EXECUTE FUNCTION hera_internal.mark_guesses('1');
ALTER TABLE hera_internal.classification_rule ENABLE ALWAYS TRIGGER classification_rule_mark;
COMMENT ON TRIGGER classification_rule_mark ON hera_internal.classification_rule IS 'Guesses look for rules from the first one on.';
