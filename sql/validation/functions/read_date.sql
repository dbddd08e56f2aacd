CREATE FUNCTION hera_internal.read_date(p_text text)
RETURNS date
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The day, or NULL when the text is no YYYY-MM-DD or there is no such day in the years 1900 to 2999.
DECLARE
    v_year integer;
    v_month integer;
    v_day integer;
BEGIN
    IF p_text !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN
        RETURN NULL;
    END IF;
    v_year := left(p_text, 4)::integer;
    v_month := substr(p_text, 6, 2)::integer;
    v_day := right(p_text, 2)::integer;
    IF v_year NOT BETWEEN 1900 AND 2999 OR v_month NOT BETWEEN 1 AND 12 OR v_day < 1 THEN
        RETURN NULL;
    ELSIF v_day <= 28 THEN
        RETURN make_date(v_year, v_month, v_day);
    ELSIF v_day > extract(day FROM make_date(v_year, v_month, 1) + interval '1 month' - interval '1 day') THEN
        RETURN NULL;
    END IF;
    RETURN make_date(v_year, v_month, v_day);
END
$function$;
COMMENT ON FUNCTION hera_internal.read_date(text) IS 'A day written YYYY-MM-DD, or NULL when there is no such day.';
