-- A request looks up the offsets of some fifteen accounts: by key that is thirty times cheaper than by place in an array.
-- The table has a row for each model: it is rewritten in a moment.
ALTER TABLE hera.ai_models
-- squawk-ignore adding-field-with-default
ADD COLUMN account_offsets jsonb NOT NULL GENERATED ALWAYS AS (jsonb_object(classes, offsets::text[])) STORED;
COMMENT ON COLUMN hera.ai_models.account_offsets IS 'Offset of each class by its account.';
-- Every request reads the head of the model in force: uncompressed and in its row where it fits into a page.
ALTER TABLE hera.ai_models ALTER COLUMN classes SET STORAGE MAIN;
ALTER TABLE hera.ai_models ALTER COLUMN bias SET STORAGE MAIN;
ALTER TABLE hera.ai_models ALTER COLUMN offsets SET STORAGE MAIN;
ALTER TABLE hera.ai_models ALTER COLUMN account_offsets SET STORAGE MAIN;
ALTER TABLE hera.ai_models SET (toast_tuple_target = 8160);
