CREATE FUNCTION hera_internal.rhythm_token(p_days integer)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rhythm that a gap of so many days belongs to, with room for weekends and for months of unequal length; NULL for
-- none.
BEGIN
    RETURN CASE
        WHEN p_days BETWEEN 1 AND 4 THEN 'DAILY'
        WHEN p_days BETWEEN 6 AND 8 THEN 'WEEKLY'
        WHEN p_days BETWEEN 13 AND 15 THEN 'FORTNIGHTLY'
        WHEN p_days BETWEEN 27 AND 34 THEN 'MONTHLY'
        WHEN p_days BETWEEN 85 AND 97 THEN 'QUARTERLY'
        WHEN p_days BETWEEN 175 AND 190 THEN 'HALFYEARLY'
        WHEN p_days BETWEEN 355 AND 376 THEN 'YEARLY'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.rhythm_token(integer) IS 'Rhythm that a gap of so many days belongs to.';
