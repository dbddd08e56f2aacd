CREATE TYPE hera_internal.transaction_filter AS (
    posting_status text,
    transaction_type text,
    smart_code text,
    account text,
    counterparty_id uuid,
    counterparty_name text,
    date_from date,
    date_to date,
    amount_from numeric,
    amount_to numeric
);
COMMENT ON TYPE hera_internal.transaction_filter IS 'A filter of hera.list_transactions that was read and found valid; NULL for any.';
