CREATE FUNCTION hera_internal.similarity_class(p_similarity numeric)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN CASE
        WHEN p_similarity >= 0.97 THEN '97'
        WHEN p_similarity >= 0.9 THEN '90'
        WHEN p_similarity >= 0.8 THEN '80'
        WHEN p_similarity >= 0.6 THEN '60'
        ELSE 'far'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.similarity_class(numeric) IS 'Class of the similarity of the nearest pattern.';
