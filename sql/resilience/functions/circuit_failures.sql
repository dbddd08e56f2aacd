CREATE FUNCTION hera_internal.circuit_failures(p_value bigint, p_bucket bigint)
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The six counts of a closed circuit as they are in the given bucket of time: four bits each, the present one lowest.
-- Counts move up as time goes on and fall out after the sixth; when the clock went back they stay where they are.
DECLARE
    v_age bigint := greatest(p_bucket - (p_value >> 26), 0);
BEGIN
    RETURN CASE WHEN v_age < 6 THEN ((p_value >> 2) & 16777215) << (4 * v_age)::integer & 16777215 ELSE 0 END;
END
$function$;
COMMENT ON FUNCTION hera_internal.circuit_failures(bigint, bigint) IS 'Counts of failures of a closed circuit, six of four bits.';
