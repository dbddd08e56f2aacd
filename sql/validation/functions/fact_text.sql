CREATE FUNCTION hera_internal.fact_text(p_type text, p_text text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A value of a document as the expression of a rule takes it: a number of the size that amounts have, a day counted from
-- 2000-01-01, a text of at most 10000 characters; NULL for any other. Lengths come before patterns and casts.
BEGIN
    RETURN CASE
        WHEN p_type = 'n' THEN CASE
            WHEN length(p_text) <= 60 THEN CASE WHEN p_text ~ '^-?[0-9]{1,30}([.][0-9]{1,25})?$' THEN p_text END
        END
        WHEN p_type = 'd' THEN CASE
            WHEN length(p_text) = 10 THEN (hera_internal.read_date(p_text) - '2000-01-01'::date)::text
        END
        WHEN length(p_text) <= 10000 THEN p_text
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.fact_text(text, text) IS 'A value of a document as the expression of a rule takes it.';
