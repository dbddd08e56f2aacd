CREATE FUNCTION hera_internal.new_id(p_at timestamptz DEFAULT clock_timestamp())
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- UUID version 7 (RFC 9562, section 6.2, method 3): 48 bits of milliseconds, the version nibble 7, 12 bits of the
-- fraction of the millisecond, so that what one connection makes within a millisecond keeps its order, then the random
-- bits of a version 4 id.
DECLARE
    v_microseconds bigint := round(date_part('epoch', p_at) * 1000000)::bigint;
BEGIN
    RETURN (
        lpad(to_hex(v_microseconds / 1000 * 65536 + 28672 + v_microseconds % 1000 * 4096 / 1000), 16, '0')
        || substr(gen_random_uuid()::text, 19)
    )::uuid;
END
$function$;
COMMENT ON FUNCTION hera_internal.new_id(timestamptz) IS 'A new UUID version 7 for the given moment.';
