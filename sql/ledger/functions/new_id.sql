CREATE FUNCTION hera_internal.new_id(p_at timestamptz DEFAULT clock_timestamp())
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- UUID version 7 (RFC 9562): 48 bits of milliseconds, then the random bits of a version 4 id with its
-- version nibble 0100 turned into 0111.
BEGIN
    RETURN encode(
        set_bit(
            set_bit(
                overlay(
                    uuid_send(gen_random_uuid())
                    PLACING substring(int8send(floor(extract(epoch FROM p_at) * 1000)::bigint) FROM 3) FROM 1 FOR 6
                ),
                52, 1
            ),
            53, 1
        ),
        'hex'
    )::uuid;
END
$function$;
COMMENT ON FUNCTION hera_internal.new_id(timestamptz) IS 'A new UUID version 7 for the given moment.';
