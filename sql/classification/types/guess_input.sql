CREATE TYPE hera_internal.guess_input AS (
    keys text [],
    features text []
);
COMMENT ON TYPE hera_internal.guess_input IS 'What memory and a model are asked of a document: its keys of memory, and the features that are looked up.';
