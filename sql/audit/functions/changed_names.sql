CREATE FUNCTION hera_internal.changed_names(p_fields jsonb)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- For the leaf of a change: values may identify a person, names of fields do not.
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(f.key ORDER BY f.key), '[]') FROM jsonb_object_keys(jsonb_strip_nulls(p_fields)) AS f (key));
END
$function$;
COMMENT ON FUNCTION hera_internal.changed_names(jsonb) IS 'Names of the fields that a change gives.';
