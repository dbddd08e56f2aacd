CREATE FUNCTION hera_internal.tenure_dimension(p_first_date date, p_date date, p_longstanding_months integer)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- Months of the calendar, so the 31st of January is a month old on the last of February. NULL for ESTABLISHED.
SELECT CASE
    WHEN p_first_date IS NULL OR p_date < p_first_date + interval '1 month' THEN 'FIRSTMONTH'
    WHEN p_date < p_first_date + interval '3 months' THEN 'FIRSTQUARTER'
    WHEN p_date < p_first_date + interval '1 year' THEN 'FIRSTYEAR'
    WHEN p_date >= p_first_date + make_interval(months => p_longstanding_months) THEN 'LONGSTANDING'
END
$function$;
COMMENT ON FUNCTION hera_internal.tenure_dimension(date, date, integer) IS 'How long a counterparty has been known on the date of a document.';
