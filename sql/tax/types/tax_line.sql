CREATE TYPE hera_internal.tax_line AS (
    number bigint,
    tax_code text,
    known boolean,
    rate numeric,
    part text,
    tax_account text,
    amount numeric,
    currency text,
    minor_unit smallint,
    unit text
);
COMMENT ON TYPE hera_internal.tax_line IS 'A line of a posting that has to do with tax: its code with the rate in force, what it is for it, the account its tax goes to, and the amount, positive for debit.';
