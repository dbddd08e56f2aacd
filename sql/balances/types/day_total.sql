CREATE TYPE hera_internal.day_total AS (
    account_id uuid,
    currency text,
    unit text,
    day date,
    debit numeric,
    credit numeric,
    lines bigint,
    base_debit numeric,
    base_credit numeric
);
COMMENT ON TYPE hera_internal.day_total IS 'What was debited and credited on an account, in a currency, for a unit or none, on a day; base is the organization''s currency.';
