CREATE FUNCTION hera_internal.new_id(p_at timestamptz DEFAULT clock_timestamp())
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- UUID version 7 (RFC 9562): 48 bits of milliseconds, the version nibble 7, then the random bits of a version 4 id.
-- Half a microsecond makes up for what double precision lacks at whole milliseconds.
BEGIN
    RETURN (
        lpad(to_hex(floor(date_part('epoch', p_at) * 1000 + 0.0005)::bigint), 12, '0') || '7' || substr(gen_random_uuid()::text, 16)
    )::uuid;
END
$function$;
COMMENT ON FUNCTION hera_internal.new_id(timestamptz) IS 'A new UUID version 7 for the given moment.';
