CREATE FUNCTION hera_internal.month_table(p_relation text, p_month date, p_suffix text DEFAULT '')
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Name of the partition of a month, or of a table beside it.
BEGIN
    RETURN p_relation || to_char(p_month, '_YYYY_MM') || p_suffix;
END
$function$;
COMMENT ON FUNCTION hera_internal.month_table(text, date, text) IS 'Name of the table of a month.';
ALTER FUNCTION hera_internal.month_table(text, date, text) OWNER TO hera_owner;
