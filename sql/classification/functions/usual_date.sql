CREATE FUNCTION hera_internal.usual_date(p_text text)
RETURNS date
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- Days that every month has need no look at the calendar.
SELECT CASE
    WHEN p_text >= '1900' AND p_text <= '3000' AND substr(p_text, 6, 2) >= '01' AND substr(p_text, 6, 2) <= '12'
        AND right(p_text, 2) >= '01' AND right(p_text, 2) <= '28' THEN p_text::date
    ELSE hera_internal.read_date(p_text)
END
$function$;
COMMENT ON FUNCTION hera_internal.usual_date(text) IS 'A day that is written YYYY-MM-DD, as hera_internal.read_date.';
