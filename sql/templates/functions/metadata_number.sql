CREATE FUNCTION hera_internal.metadata_number(p_metadata jsonb, p_name text)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A number of the client's metadata, NULL where there is none of the size that templates take. The length is bounded before
-- anything looks at the text, and nothing else is cast.
BEGIN
    IF length(p_metadata ->> p_name) <= 40 AND p_metadata ->> p_name ~ '^[0-9]{1,12}([.][0-9]{1,9})?$' THEN
        RETURN (p_metadata ->> p_name)::numeric;
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.metadata_number(jsonb, text) IS 'Quantity or rate of a document, or NULL.';
