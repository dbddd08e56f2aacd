CREATE FUNCTION hera_internal.month_table(p_relation text, p_month date, p_suffix text DEFAULT '')
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Name of the partition of a month, or of a table beside it. Raises VAL_010 for a month of no books.
BEGIN
    PERFORM hera_internal.require_known('p_month', p_month::text, p_month BETWEEN '1970-01-01' AND '9999-12-31', '1970-01-01 to 9999-12-31');
    RETURN p_relation || to_char(p_month, '_YYYY_MM') || p_suffix;
END
$function$;
COMMENT ON FUNCTION hera_internal.month_table(text, date, text) IS 'Name of the table of a month.';
ALTER FUNCTION hera_internal.month_table(text, date, text) OWNER TO hera_owner;
