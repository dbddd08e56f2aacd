CREATE FUNCTION hera_internal.reference_hash(p_reference text)
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Letters and digits only, whatever stands between them. What is shorter than three or has no digit names nothing: NULL.
DECLARE
    v_reference text := regexp_replace(lower(normalize(left(p_reference, 200), NFKC)), '[^[:alnum:]]+', '', 'g');
BEGIN
    IF length(v_reference) >= 3 AND v_reference ~ '[0-9]' THEN
        RETURN hashtextextended(v_reference, 0);
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.reference_hash(text) IS 'Hash by which a reference is found in a text; NULL for what is no reference.';
