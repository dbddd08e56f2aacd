CREATE FUNCTION hera_internal.slot_counts(p_state bigint)
RETURNS TABLE (code text, failures integer)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a register counts, as hera_internal.count_in_minute wrote it.
BEGIN
    RETURN QUERY
    SELECT c.code, ((p_state >> (5 * ((c.place - 1) % 7))::integer) & 31)::integer
    FROM unnest(hera_internal.failure_codes()) WITH ORDINALITY AS c (code, place)
    WHERE (c.place - 1) / 7 = p_state >> 61;
END
$function$;
COMMENT ON FUNCTION hera_internal.slot_counts(bigint) IS 'Failures by code that a register of sign-ins counts.';
ALTER FUNCTION hera_internal.slot_counts(bigint) OWNER TO hera_owner;
