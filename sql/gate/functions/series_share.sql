CREATE FUNCTION hera_internal.series_share(p_series integer)
RETURNS double precision
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Part of a capital of 1 that a series of outcomes bets with: four fifths the first, the rest all later ones, which sum
-- to a fifth however many there are.
BEGIN
    RETURN CASE WHEN p_series = 1 THEN 0.8 ELSE 0.2 / (p_series * (p_series - 1)) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.series_share(integer) IS 'Capital that a series of outcomes bets with.';
