CREATE FUNCTION hera_internal.field_timestamp(p_text text)
RETURNS timestamptz
LANGUAGE plpgsql
STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the instant of an ISO 8601 text that states its offset, else NULL: without an offset the meaning would
-- change with the time zone of the session. Locks nothing, raises nothing.
BEGIN
    IF length(p_text) <= 40
        AND p_text ~ ('^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?'
            || '(Z|[+-][0-9]{2}:?[0-9]{2})$')
    THEN
        RETURN p_text::timestamptz;
    END IF;
    RETURN NULL;
EXCEPTION
    WHEN datetime_field_overflow OR invalid_datetime_format OR invalid_time_zone_displacement_value THEN
        RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.field_timestamp(text) IS
'Instant of an ISO 8601 text with an offset, or NULL when it is none.';
