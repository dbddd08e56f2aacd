CREATE TYPE hera_internal.rule_conditions AS (
    priority integer,
    transaction_type text,
    counterparty_id uuid,
    text_pattern text,
    minimum_amount numeric,
    maximum_amount numeric,
    unit text
);
COMMENT ON TYPE hera_internal.rule_conditions IS 'Conditions of a classification rule that were read and found valid; NULL for any.';
