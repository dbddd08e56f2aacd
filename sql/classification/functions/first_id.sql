CREATE FUNCTION hera_internal.first_id(p_at timestamptz)
RETURNS uuid
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The smallest UUID of that millisecond: from it on, an index by id is an index by time.
BEGIN
    RETURN (
        lpad(to_hex(floor(date_part('epoch', p_at) * 1000)::bigint), 12, '0') || '70008000000000000000'
    )::uuid;
END
$function$;
COMMENT ON FUNCTION hera_internal.first_id(timestamptz) IS 'Smallest id of a moment.';
GRANT EXECUTE ON FUNCTION hera_internal.first_id(timestamptz) TO hera_owner;
