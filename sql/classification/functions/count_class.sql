CREATE FUNCTION hera_internal.count_class(p_count integer)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN CASE
        WHEN p_count <= 2 THEN p_count::text
        WHEN p_count <= 4 THEN '3-4'
        WHEN p_count <= 9 THEN '5-9'
        WHEN p_count <= 29 THEN '10-29'
        ELSE '30+'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.count_class(integer) IS 'Class of a count of past decisions.';
