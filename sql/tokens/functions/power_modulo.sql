CREATE FUNCTION hera_internal.power_modulo(p_base numeric, p_exponent bigint, p_modulus numeric)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Base to the power of the exponent modulo the modulus, by squaring. Time depends on the exponent, so this is for public
-- keys only.
DECLARE
    v_power numeric := p_base % p_modulus;
    v_left bigint := p_exponent;
    v_result numeric := 1;
BEGIN
    WHILE v_left > 0 LOOP
        IF v_left % 2 = 1 THEN
            v_result := v_result * v_power % p_modulus;
        END IF;
        v_left := v_left / 2;
        IF v_left > 0 THEN
            v_power := v_power * v_power % p_modulus;
        END IF;
    END LOOP;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.power_modulo(numeric, bigint, numeric) IS 'Modular power, for verifying with a public key.';
ALTER FUNCTION hera_internal.power_modulo(numeric, bigint, numeric) OWNER TO hera_owner;
