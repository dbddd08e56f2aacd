CREATE FUNCTION hera_internal.tenure_dimension(p_first_date date, p_date date, p_longstanding_months integer)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Months of the calendar, so the 31st of January is a month old on the last of February. NULL for ESTABLISHED.
DECLARE
    v_first CONSTANT timestamp := p_first_date;
    v_date CONSTANT timestamp := p_date;
BEGIN
    RETURN CASE
        WHEN p_first_date IS NULL OR v_date < v_first + interval '1 month' THEN 'FIRSTMONTH'
        WHEN v_date < v_first + interval '3 months' THEN 'FIRSTQUARTER'
        WHEN v_date < v_first + interval '1 year' THEN 'FIRSTYEAR'
        WHEN v_date >= v_first + make_interval(months => p_longstanding_months) THEN 'LONGSTANDING'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.tenure_dimension(date, date, integer) IS 'How long a counterparty has been known on the date of a document.';
