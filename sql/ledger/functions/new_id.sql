CREATE FUNCTION hera_internal.new_id(p_at timestamptz DEFAULT clock_timestamp())
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Random bits that no session can seed.
BEGIN
    RETURN hera_internal.id_at(p_at, gen_random_uuid());
END
$function$;
COMMENT ON FUNCTION hera_internal.new_id(timestamptz) IS 'A new UUID version 7 for the given moment.';
