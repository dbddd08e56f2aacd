CREATE FUNCTION hera_internal.combiner_weights()
RETURNS float8[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN ARRAY(SELECT w.weight FROM hera_internal.combiner_weight AS w ORDER BY w.place);
END
$function$;
COMMENT ON FUNCTION hera_internal.combiner_weights() IS 'The shared weights with which memory and model are combined.';
