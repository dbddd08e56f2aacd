-- The score of a guess is a probability already, and confidence is read from the map of its stage (confidence_map), which
-- is fitted to the outcomes themselves: how often a class of evidence was right is counted no more.
-- squawk-ignore ban-drop-table
DROP TABLE hera_internal.classification_record;
COMMENT ON COLUMN hera.ai_posting_feedback.evidence IS 'What that stage rested on, in short.';
