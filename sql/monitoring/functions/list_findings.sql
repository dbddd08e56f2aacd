CREATE FUNCTION hera_internal.list_findings(p_findings text[])
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- The count and the first five; NULL when there is none.
    SELECT CASE
        WHEN cardinality(p_findings) > 0 THEN
            cardinality(p_findings) || ' found: ' || array_to_string(p_findings[1:5], ', ')
    END
$function$;
COMMENT ON FUNCTION hera_internal.list_findings(text[]) IS 'Findings of a check as one text, or NULL.';
ALTER FUNCTION hera_internal.list_findings(text[]) OWNER TO hera_owner;
