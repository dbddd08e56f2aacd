CREATE FUNCTION hera_internal.json_bytes(p_value jsonb)
RETURNS integer
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Bytes of a value as it is worked with. One that comes compressed from a table is a thousandth of that: it is measured
-- unpacked.
BEGIN
    RETURN CASE
        WHEN pg_column_compression(p_value) IS NULL THEN pg_column_size(p_value)
        ELSE pg_column_size(jsonb_build_array(p_value))
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.json_bytes(jsonb) IS 'Bytes of a JSON value, unpacked.';
GRANT EXECUTE ON FUNCTION hera_internal.json_bytes(jsonb) TO hera_owner;
