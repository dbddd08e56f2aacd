CREATE TYPE hera_internal.classification AS (
    stage text,
    smart_code text,
    account_code text,
    confidence numeric,
    evidence text,
    explanation jsonb,
    posting_status text,
    score numeric,
    model_id uuid,
    drawn boolean,
    settles jsonb,
    dimensions text [],
    print bigint
);
COMMENT ON TYPE hera_internal.classification IS 'What classification decided: stage that spoke, smart code, account, confidence (NULL when nothing was guessed), evidence class, explanation, the posting status that this earns, the score before calibration, the model that spoke, whether a posted guess was drawn for review, the open documents that are settled, the tokens of its dimensions, and the print by which duplicates are found.';
