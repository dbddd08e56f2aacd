-- Every request and every call of the limiter computes these from three settings; parsing them costs more than the look-up
-- of the row. The table has a row for each organization: it is rewritten in a moment.
ALTER TABLE hera.core_organizations
-- squawk-ignore adding-field-with-default
ADD COLUMN limit_requests integer GENERATED ALWAYS AS ((settings ->> 'rate_limit_max_requests')::integer) STORED,
-- squawk-ignore adding-field-with-default
ADD COLUMN limit_interval bigint GENERATED ALWAYS AS (
    ((settings ->> 'rate_limit_window')::bigint * 1000 + (settings ->> 'rate_limit_max_requests')::bigint - 1)
    / (settings ->> 'rate_limit_max_requests')::bigint
) STORED,
-- squawk-ignore adding-field-with-default
ADD COLUMN limit_tolerance bigint GENERATED ALWAYS AS (
    ((settings ->> 'rate_limit_window')::bigint * 1000 + (settings ->> 'rate_limit_max_requests')::bigint - 1)
    / (settings ->> 'rate_limit_max_requests')::bigint
    * coalesce(nullif((settings ->> 'rate_limit_burst')::bigint, 0), (settings ->> 'rate_limit_max_requests')::bigint)
) STORED;
COMMENT ON COLUMN hera.core_organizations.limit_requests IS 'Calls that its plain limit admits in a window, from the settings.';
COMMENT ON COLUMN hera.core_organizations.limit_interval IS 'Microseconds from one call to the next by its plain limit, rounded up, from the settings.';
COMMENT ON COLUMN hera.core_organizations.limit_tolerance IS 'Microseconds that the burst of its plain limit is ahead at most, from the settings.';
