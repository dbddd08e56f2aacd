CREATE TYPE hera_internal.model_score AS (
    accounts text [],
    margins real [],
    model_id uuid,
    version integer,
    norm float8
);
COMMENT ON TYPE hera_internal.model_score IS 'What a model says of a document: the five accounts with the largest margins, largest first, and the length of the document''s vector, squared.';
