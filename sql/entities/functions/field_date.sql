CREATE FUNCTION hera_internal.field_date(p_text text)
RETURNS date
LANGUAGE plpgsql
STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises a date for YYYY-MM-DD when the calendar has that day, else NULL. The shape is checked before the cast, so
-- that no other spelling of a date, no 'today' and no 'infinity' gets through. Locks nothing, raises nothing.
BEGIN
    IF length(p_text) = 10 AND p_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN
        RETURN p_text::date;
    END IF;
    RETURN NULL;
EXCEPTION
    WHEN datetime_field_overflow OR invalid_datetime_format THEN
        RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.field_date(text) IS 'Date of a YYYY-MM-DD text, or NULL when it is none.';
