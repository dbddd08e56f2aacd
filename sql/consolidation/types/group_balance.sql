CREATE TYPE hera_internal.group_balance AS (
    code text,
    name text,
    balance numeric,
    intercompany numeric
);
COMMENT ON TYPE hera_internal.group_balance IS 'Balance of an account, debit less credit, and the part of it that was done with organizations of the same client.';
