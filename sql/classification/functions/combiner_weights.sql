CREATE FUNCTION hera_internal.combiner_weights(p_model boolean)
RETURNS float8[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- One vector for organizations with a model, one for those with memory alone. Each was fitted without the other: what
-- memory says weighs more where it is all there is. Both have the same places.
BEGIN
    IF p_model THEN
        RETURN ARRAY(SELECT w.weight FROM hera_internal.combiner_weight AS w WHERE w.place <= 39 ORDER BY w.place);
    END IF;
    RETURN ARRAY(SELECT w.weight FROM hera_internal.combiner_weight AS w WHERE w.place > 39 ORDER BY w.place);
END
$function$;
COMMENT ON FUNCTION hera_internal.combiner_weights(boolean) IS 'The shared weights with which memory and model are combined.';
