CREATE FUNCTION hera_internal.id_at(p_at timestamptz, p_random uuid)
RETURNS uuid
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- UUID version 7 (RFC 9562, section 6.2, method 3) of a moment: 48 bits of milliseconds, the version nibble 7, 12 bits of
-- the fraction of the millisecond, so that what one connection makes within a millisecond keeps its order, then the
-- random bits of p_random, a version 4 id. Microseconds times 512 / 125 are milliseconds with 12 binary digits after them.
SELECT (
    overlay(lpad(to_hex((date_part('epoch', p_at) * 1000000)::bigint * 512 / 125), 15, '0'), '7', 13, 0)
    || substr(p_random::text, 19)
)::uuid
$function$;
COMMENT ON FUNCTION hera_internal.id_at(timestamptz, uuid) IS 'UUID version 7 of a moment, with the random bits of a version 4 id.';
