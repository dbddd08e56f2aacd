CREATE TYPE hera_internal.feature_set AS (
    context text[],
    whole text,
    payee text,
    payee_words text[],
    text_words text[]
);
COMMENT ON TYPE hera_internal.feature_set IS 'Features of a document but the trigrams of its words, apart by how they are looked up: the row of whole holds what payee, words and trigrams add, the row of payee what its words and their trigrams add, the row of a word what its trigrams add.';
