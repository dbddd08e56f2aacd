-- guess_marks spares an organization without a model in shadow, and one that never had rules, rejections or a map of
-- confidence, every look for them: a guess reads it with the rest of the row.
ALTER TABLE hera.core_organizations
-- squawk-ignore adding-field-with-default
ADD COLUMN guess_marks integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN hera.core_organizations.guess_marks IS 'What a guess has to look for, a bit each: 1 rules of people, 2 rejections, 4 a model in shadow, 8 maps of confidence.';
UPDATE hera.core_organizations AS o
SET guess_marks = CASE WHEN EXISTS (
        SELECT FROM hera_internal.classification_rule AS r WHERE r.organization_id = o.organization_id
    ) THEN 1 ELSE 0 END
    | CASE WHEN EXISTS (
        SELECT FROM hera_internal.account_rejection AS r WHERE r.organization_id = o.organization_id
    ) THEN 2 ELSE 0 END
    | CASE WHEN EXISTS (
        SELECT FROM hera.ai_models AS m WHERE m.organization_id = o.organization_id AND m.status = 'shadow'
    ) THEN 4 ELSE 0 END
    | CASE WHEN EXISTS (
        SELECT FROM hera_internal.confidence_map AS m WHERE m.organization_id = o.organization_id
    ) THEN 8 ELSE 0 END;
