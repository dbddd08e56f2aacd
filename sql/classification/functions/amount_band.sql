CREATE FUNCTION hera_internal.amount_band(p_amount numeric)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Three bands to a factor of ten: 1, 2 and 5 times a power of ten.
DECLARE
    v_amount float8 := least(coalesce(p_amount, 0), 1e15)::float8;
    v_power integer;
BEGIN
    IF v_amount < 1 THEN
        RETURN '0';
    END IF;
    v_power := floor(log(v_amount))::integer;
    v_amount := v_amount / 10 ^ v_power;
    RETURN CASE WHEN v_amount < 2 THEN '1' WHEN v_amount < 5 THEN '2' ELSE '5' END || 'e' || v_power;
END
$function$;
COMMENT ON FUNCTION hera_internal.amount_band(numeric) IS 'Band of an amount, such as 2e3 for 2,000 to 4,999.';
GRANT EXECUTE ON FUNCTION hera_internal.amount_band(numeric) TO hera_owner;
