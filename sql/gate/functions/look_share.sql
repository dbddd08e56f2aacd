CREATE FUNCTION hera_internal.look_share(p_look integer, p_certainty double precision)
RETURNS double precision
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What look k may spend of the chance to be wrong; over all looks ever it sums to 1 - p_certainty.
BEGIN
    RETURN (1 - p_certainty) * 6 / (pi() * p_look) ^ 2;
END
$function$;
COMMENT ON FUNCTION hera_internal.look_share(integer, double precision) IS 'Chance of a wrong opening that one look may spend.';
