CREATE FUNCTION hera_internal.read_cursor(p_after text)
RETURNS uuid
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The id in a cursor of hera.list_transactions, NULL for the first page. Raises VAL_006 for anything else.
BEGIN
    IF p_after !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' OR length(p_after) > 36 THEN
        PERFORM hera_internal.raise_error('VAL_006', 'p_after', 'p_after is not the cursor of a row');
    END IF;
    RETURN p_after::uuid;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_cursor(text) IS 'Reads the cursor of a page.';
