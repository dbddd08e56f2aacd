CREATE TYPE hera_internal.dated_rate AS (
    rate numeric,
    rate_date date,
    source text,
    derivation text
);
COMMENT ON TYPE hera_internal.dated_rate IS 'A rate with the day and the source it is from, and whether it is direct, inverse or cross.';
