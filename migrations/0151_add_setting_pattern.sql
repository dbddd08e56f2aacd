ALTER TABLE hera_internal.setting_definition ADD COLUMN pattern text;
COMMENT ON COLUMN hera_internal.setting_definition.pattern IS 'Regular expression that a text must match as a whole; NULL for any.';
