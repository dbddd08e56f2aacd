CREATE FUNCTION hera_internal.calendar_date(p_text text)
RETURNS date
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A day written YYYY-MM-DD; NULL for any other text.
BEGIN
    RETURN CASE WHEN p_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN hera_internal.read_date(p_text) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.calendar_date(text) IS 'A day written YYYY-MM-DD, or NULL.';
