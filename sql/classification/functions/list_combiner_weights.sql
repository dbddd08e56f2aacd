CREATE FUNCTION hera.list_combiner_weights()
RETURNS TABLE (name text, weight float8)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The weights that all organizations share, with which memory and a model are combined: what training starts from. They
-- belong to no organization.
BEGIN
    RETURN QUERY SELECT w.name, w.weight FROM hera_internal.combiner_weight AS w WHERE w.place <= 39 ORDER BY w.place;
END
$function$;
COMMENT ON FUNCTION hera.list_combiner_weights() IS 'Shared weights with which memory and model are combined, to train from.';
GRANT EXECUTE ON FUNCTION hera.list_combiner_weights() TO hera_app, hera_admin;
