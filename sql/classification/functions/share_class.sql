CREATE FUNCTION hera_internal.share_class(p_share numeric)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN CASE
        WHEN p_share >= 1 THEN 'all'
        WHEN p_share >= 0.95 THEN '95'
        WHEN p_share >= 0.8 THEN '80'
        WHEN p_share >= 0.5 THEN '50'
        ELSE 'few'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.share_class(numeric) IS 'Class of the share of past decisions that agree.';
