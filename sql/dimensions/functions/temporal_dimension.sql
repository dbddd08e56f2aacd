CREATE FUNCTION hera_internal.temporal_dimension(
    p_date date, p_due_date date, p_at timestamptz, p_timezone text, p_rush_days integer, p_day_end_hour integer,
    p_month_end_days integer, p_year_end_month integer
)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- The date of the document decides about weeks, months and years, the moment of the request in the organization's time
-- zone about the end of a day. What is due at once goes before, longer spans before shorter ones. The months since the
-- year ended say which end a month is. NULL for ANYTIME.
SELECT CASE
    WHEN p_due_date - p_date <= p_rush_days THEN 'RUSH'
    WHEN extract(month FROM p_date + p_month_end_days) <> extract(month FROM p_date)
        THEN ('[-11:11]={EOM,EOM,EOQ,EOM,EOM,EOQ,EOM,EOM,EOQ,EOM,EOM,EOY,EOM,EOM,EOQ,EOM,EOM,EOQ,EOM,EOM,EOQ,EOM,EOM}'::text[])[
            extract(month FROM p_date)::integer - p_year_end_month
        ]
    WHEN extract(isodow FROM p_date) > 5 THEN 'WEEKEND'
    WHEN (p_at AT TIME ZONE p_timezone)::date = p_date
        AND extract(hour FROM p_at AT TIME ZONE p_timezone) >= p_day_end_hour THEN 'EOD'
END
$function$;
COMMENT ON FUNCTION hera_internal.temporal_dimension(date, date, timestamptz, text, integer, integer, integer, integer) IS 'Whether the moment of a document matters.';
