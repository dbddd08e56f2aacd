CREATE FUNCTION hera_internal.lower_power(p_count bigint)
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_power bigint := 1;
BEGIN
    WHILE v_power * 2 < p_count LOOP
        v_power := v_power * 2;
    END LOOP;
    RETURN v_power;
END
$function$;
COMMENT ON FUNCTION hera_internal.lower_power(bigint) IS 'The largest power of two below a number above 1.';
ALTER FUNCTION hera_internal.lower_power(bigint) OWNER TO hera_owner;
