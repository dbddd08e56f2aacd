CREATE TYPE hera_internal.feature_set AS (
    context text [],
    payee text,
    text text
);
COMMENT ON TYPE hera_internal.feature_set IS 'Features of a document: those that stand for themselves, the type first, and the heads of the payee and of the text, which hera_internal.text_block spells.';
