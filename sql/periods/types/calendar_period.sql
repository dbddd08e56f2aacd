CREATE TYPE hera_internal.calendar_period AS (
    period text,
    fiscal_year integer,
    number smallint,
    starts_on date,
    ends_on date,
    adjustment boolean
);
COMMENT ON TYPE hera_internal.calendar_period IS 'A period of a fiscal year.';
